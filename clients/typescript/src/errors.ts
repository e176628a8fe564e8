import type { Problem } from "./schema.js";

/** An answer that is not what was asked for: 4xx or 5xx. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** What the API says of it (RFC 9457), or `null` where something before the API answered, such as a proxy. */
  readonly problem: Problem | null;
  readonly status: number;

  constructor(response: Response, body: unknown) {
    const problem = isProblem(body) ? body : null;
    const details = problem?.errors.map((error) => `${error.parameter}: ${error.detail}`) ?? [];
    super([problem?.detail ?? `The CMS answered with status ${response.status}.`, ...details].join(" "));
    this.problem = problem;
    this.status = response.status;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "detail" in body && "errors" in body;
}

/**
 * Return the data of an answer: `await unwrap(cms.GET("/api/v2/site/"))`.
 *
 * @throws {ApiError} for an answer of 4xx or 5xx.
 */
export async function unwrap<Data>(
  answer: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<NonNullable<Data>> {
  const { data, error, response } = await answer;
  if (data === undefined || data === null) throw new ApiError(response, error);
  return data;
}
