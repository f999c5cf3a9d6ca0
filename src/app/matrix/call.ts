/** What a request carries beyond its route. */
export interface Call {
  /** For `:id` and the like in the address; `*` for a wildcard. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** An object is sent as JSON; text and bytes as they are (say the content type in `headers`). */
  body?: object | string | Buffer;
  headers?: Record<string, string>;
}
