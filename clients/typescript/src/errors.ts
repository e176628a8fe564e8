import type { Problem } from "./schema.js";

/** The statuses of what may be over soon: too many clients, a CMS or database that is down, no answer at all. */
const PASSING = new Set([0, 408, 425, 429, 500, 502, 503, 504]);

/** What went wrong: the CMS refused a request or did not answer, or a message is not one of its own. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** What the API says of it (RFC 9457), or `null` where something before the API answered, such as a proxy. */
  readonly problem: Problem | null;
  /** The status of the answer, or 0 where there was none. */
  readonly status: number;

  constructor(response: Pick<Response, "status"> | null, body?: unknown, options?: ErrorOptions) {
    const status = response?.status ?? 0;
    const problem = isProblem(body) ? body : null;
    const plain = status ? `The CMS answered with status ${status}.` : "The CMS did not answer.";
    const details = problem?.errors.map((error) => `${error.parameter}: ${error.detail}`) ?? [];
    super([problem?.detail ?? plain, ...details].join(" "), options);
    this.problem = problem;
    this.status = status;
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return PASSING.has(this.status);
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "detail" in body && "errors" in body;
}

/**
 * Return the data of an answer: `await unwrap(cms.GET("/api/v2/site/"))`.
 *
 * @throws {ApiError} for an answer of 4xx or 5xx, and where there is none: the CMS is down, or too slow for the request's
 *   signal. What a signal was aborted with on purpose is thrown as it is.
 */
export async function unwrap<Data>(
  answer: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<NonNullable<Data>> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    const isOnPurpose = cause instanceof Error && cause.name === "AbortError";
    throw isOnPurpose ? cause : new ApiError(null, null, { cause });
  });
  if (data === undefined || data === null) throw new ApiError(response, error);
  return data;
}
