/** A block of a stream of server-sent events: an event if it has data. */
export interface Message {
  event: string;
  /** The cursor behind the block, which a block without data can have too. */
  id: string | null;
  data: string | null;
  /** After how many milliseconds to connect again, where the block says so. */
  retry: number | null;
}

const EMPTY: Message = { event: "message", id: null, data: null, retry: null };
const ENDED = { value: undefined };

export interface ReadOptions {
  /** Ends the stream. */
  signal?: AbortSignal;
  /** Milliseconds without a byte, not even of a comment, after which the connection counts as dead. */
  silence?: number;
}

/** Yield the blocks of a stream, those of mere comments too, until it ends or breaks off; never half a block. */
export async function* messages(
  body: ReadableStream<Uint8Array>,
  { signal, silence }: ReadOptions = {},
): AsyncGenerator<Message, void, undefined> {
  const reader = body.getReader();
  // Aborting the request is not enough everywhere: Node forgets a request whose response has begun.
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener("abort", cancel);
  const decoder = new TextDecoder();
  let text = "";
  let message = { ...EMPTY };
  let isBegun = false;
  try {
    for (;;) {
      const timer = silence === undefined ? undefined : setTimeout(cancel, silence);
      const { value } = await reader.read().catch(() => ENDED);
      clearTimeout(timer);
      if (!value) return;
      text += decoder.decode(value, { stream: true });
      // A line may end with CR LF, whose second half may come later.
      const lines = text.split(/\r\n|\n|\r(?!$)/);
      text = lines.pop() ?? "";
      for (const line of lines) {
        if (line !== "") {
          message = withField(message, line);
          isBegun = true;
        } else if (isBegun) {
          yield message;
          message = { ...EMPTY };
          isBegun = false;
        }
      }
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    cancel();
  }
}

function withField(message: Message, line: string): Message {
  const [, name, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
  switch (name) {
    case "event":
      return { ...message, event: value };
    case "data":
      return { ...message, data: message.data === null ? value : `${message.data}\n${value}` };
    case "id":
      return value.includes("\0") ? message : { ...message, id: value };
    case "retry":
      return /^\d+$/.test(value) ? { ...message, retry: Number(value) } : message;
    default:
      // A comment, or a field of a later version.
      return message;
  }
}
