/**
 * A small HTTP front of the embedded history engine that speaks what `@clickhouse/client` sends, so that the tests can
 * run the code for a remote server where no server exists. Program: `node history-front.ts <folder>`; prints its port
 * and ends when its standard input ends, so that it never outlives the test that started it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createChdbConnection } from 'chdb/connection';

const CONNECTIONS = 4;
/** Settings of the HTTP interface itself, which the engine does not know. */
const ofHttpOnly = /^(query|query_id|database|session_id|session_timeout|role|user|password|default_format|wait_end_of_query|enable_http_compression|cancel_http_readonly_queries_on_client_close|.*_http_.*|http_.*)$/;

class Connection {
  readonly #engine: ReturnType<typeof createChdbConnection>;
  readonly #changed = new Set<string>();
  constructor(folder: string) {
    this.#engine = createChdbConnection({ path: folder });
  }

  async run(params: URLSearchParams, body: Buffer): Promise<Buffer> {
    await this.#command(`use ${params.get('database') ?? 'default'}`);
    for (const setting of this.#changed) await this.#command(`set ${setting} = default`);
    this.#changed.clear();
    for (const [key, value] of params) {
      if (ofHttpOnly.test(key)) continue;
      if (!/^\w+$/.test(key)) throw new Error(`Code: 115. DB::Exception: Unknown setting ${key}. (UNKNOWN_SETTING)`);
      await this.#command(`set ${key} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
      if (!key.startsWith('param_')) this.#changed.add(key);
    }
    const statement = params.get('query');
    const { stream } = statement === null ? await this.#engine.query({ query: body.toString('utf8') } as never) : await this.#engine.exec({ query: statement, values: Readable.from([body]) } as never);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  }

  async #command(query: string): Promise<void> {
    // The parameters that the package declares come from another version of the client than ours.
    await this.#engine.command({ query } as never);
  }
}

const folder = process.argv[2];
if (!folder) throw new Error('Say the folder: node history-front.ts <folder>');
const free = Array.from({ length: CONNECTIONS }, () => new Connection(folder));
const waiting: ((connection: Connection) => void)[] = [];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/ping') return void response.end('Ok.\n');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const connection = free.pop() ?? (await new Promise<Connection>((take) => waiting.push(take)));
  response.setHeader('x-clickhouse-query-id', searchParams.get('query_id') ?? '');
  try {
    const result = await connection.run(searchParams, Buffer.concat(chunks));
    response.setHeader('x-clickhouse-summary', '{"read_rows":"0","read_bytes":"0","written_rows":"0","written_bytes":"0","total_rows_to_read":"0","result_rows":"0","result_bytes":"0","elapsed_ns":"1"}');
    response.end(result);
  } catch (error) {
    const { code, type, message } = Object.assign({ code: '1002', type: 'UNKNOWN', message: '' }, error, { message: error instanceof Error ? error.message : String(error) });
    response.writeHead(500, { 'x-clickhouse-exception-code': code });
    response.end(`Code: ${code}. DB::Exception: ${message} (${type}) (version of the embedded engine)\n`);
  } finally {
    const next = waiting.shift();
    if (next) next(connection);
    else free.push(connection);
  }
}

const server = createServer((request, response) => void answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error)))));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
