/**
 * What a response has if a request names `fields`: types only.
 *
 * `undefined` is asked for first, since it is a `string`, too, for a compiler without `strictNullChecks`.
 */

/**
 * An object as `fields` leaves it. A literal is followed name by name, also inside parentheses; of a text that is known
 * only when the program runs, any name may be missing.
 */
export type Selected<Value, Fields extends string | undefined> = [Fields] extends [undefined]
  ? Value
  : Fields extends string
    ? string extends Fields
      ? Loose<Value>
      : OfObject<Value, Fields, Start<Fields>>
    : Value;

/** What a request receives as its data. In lists `fields` is about the items, and in `resolve/` about the page. */
export type SelectedData<Data, Fields extends string | undefined> = [Fields] extends [undefined]
  ? Data
  : Fields extends string
    ? Data extends { items: (infer Item)[]; meta: infer Meta }
      ? { meta: Meta; items: Selected<Item, Fields>[] }
      : Data extends { outcome: infer Outcome }
        ? Data extends { page: infer Page }
          ? { outcome: Outcome; page: Selected<Page, Fields> }
          : Data
        : Selected<Data, Fields>
    : Data;

type Loose<Value> = Value extends { meta: infer Meta } ? Partial<Omit<Value, "meta">> & { meta?: Partial<Meta> } : Partial<Value>;

/** Where a selection starts from: nothing, everything, or what is there by default. */
type Start<Fields extends string> = Fields extends "_" | `_,${string}`
  ? "nothing"
  : Fields extends "*" | `*,${string}`
    ? "everything"
    : "default";

/** The parts of a text between commas that are in no parentheses, as a union. */
type Split<
  Text extends string,
  Depth extends 0[] = [],
  Part extends string = "",
  Parts extends string = never,
> = Text extends `${infer First}${infer Rest}`
  ? First extends "("
    ? Split<Rest, [...Depth, 0], `${Part}(`, Parts>
    : First extends ")"
      ? Split<Rest, Depth extends [0, ...infer Outer extends 0[]] ? Outer : [], `${Part})`, Parts>
      : [First, Depth] extends [",", []]
        ? Split<Rest, [], "", Parts | Part>
        : Split<Rest, Depth, `${Part}${First}`, Parts>
  : Parts | Part;

/** The names that are asked for, and those that are left out. */
type Chosen<Part extends string> = Part extends `-${string}` | "*" | "_" ? never : Part extends `${infer Name}(${string}` ? Name : Part;
type LeftOut<Part extends string> = Part extends `-${infer Name}` ? Name : never;
/** What is asked for inside of a field. */
type Inside<Part extends string, Name extends string> = Part extends `${Name}(${infer Inner})` ? Inner : never;

/** What the responses of a preview have in any case, and what only searches have. */
type Always = "_edit" | "preview";
type Sometimes = "search" | "crops";

type RequiredNames<Value> = { [Name in keyof Value]-?: object extends Pick<Value, Name> ? never : Name }[keyof Value];

/** The names of an object that are there. */
type Kept<Value, Part extends string, From> = Exclude<
  | (Chosen<Part> & keyof Value)
  | (Always & keyof Value)
  | (From extends "nothing" ? never : From extends "everything" ? Exclude<keyof Value, Sometimes> : RequiredNames<Value>),
  LeftOut<Part>
>;

/** Names that may be there besides: what a default response sometimes has. */
type Optional<Value, Part extends string, From> = From extends "nothing"
  ? never
  : Exclude<keyof Value, Kept<Value, Part, From> | LeftOut<Part>>;

type Shape<Value, Part extends string, From> = {
  [Name in Kept<Value, Part, From>]-?: OfField<Value[Name], Inside<Part, Name & string>>;
} & { [Name in Optional<Value, Part, From>]?: Value[Name] };

/** In one piece, so that editors show names in place of how they were chosen. */
type Flat<Value> = { [Name in keyof Value]: Value[Name] };

type OfObject<Value, Fields extends string, From, Part extends string = Split<Fields>> = Value extends { meta: infer Meta }
  ? Flat<
      Shape<Omit<Value, "meta">, Part, From> &
        (Kept<Meta, Part, From> extends never ? unknown : { meta: Flat<Shape<Meta, Part, From>> })
    >
  : Flat<Shape<Value, Part, From>>;

type OfField<Value, Inner extends string> = [Inner] extends [never]
  ? Exclude<Value, undefined>
  : Value extends (infer Item)[]
    ? OfInner<Item, Inner>[]
    : Value extends object
      ? OfInner<Value, Inner>
      : Exclude<Value, undefined>;

/** Inside of a field nothing is there but what is named, unless the first name is left out; objects keep their identity. */
type OfInner<Value, Inner extends string> = Inner extends `-${string}`
  ? OfObject<Value, Inner, "default">
  : Inner extends "*" | `*,${string}` | "_" | `_,${string}`
    ? OfObject<Value, Inner, Start<Inner>>
    : Value extends { meta: unknown }
      ? Flat<OfObject<Omit<Value, "meta">, `${Inner},id,title`, "nothing"> & Pick<Value, "meta">>
      : OfObject<Value, Inner, "nothing">;
