import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchOutside, outsideFetch } from './fetch-outside.ts';
import { isPublicAddress } from './public-address.ts';
import { assertPublicHost } from './public-host.ts';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port; // a TCP server has such an address
}

const open = { allowsInternalAddresses: true };
const says = (...addresses: string[]) => () => Promise.resolve(addresses.map((address) => ({ address })));

describe('an address', () => {
  it.each(['93.184.216.34', '1.1.1.1', '2606:2800:220:1:248:1893:25c8:1946', '2a00:1450:4001:830::200e'])('%s belongs to the open internet', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each([
    ['127.0.0.1', 'loopback'], ['127.9.9.9', 'loopback'], ['0.0.0.0', 'this host'], ['0.1.2.3', 'this network'], ['10.1.2.3', 'private'], ['172.16.0.1', 'private'], ['172.31.255.255', 'private'], ['192.168.1.1', 'private'],
    ['169.254.169.254', 'metadata of a cloud'], ['100.64.0.1', 'carrier-grade NAT'], ['100.100.100.200', 'metadata of a cloud'], ['224.0.0.1', 'multicast'], ['255.255.255.255', 'broadcast'], ['240.0.0.1', 'reserved'], ['198.18.0.1', 'benchmarks'], ['192.0.0.192', 'metadata of a cloud'], ['192.0.2.1', 'documentation'],
    ['::1', 'loopback'], ['::', 'unspecified'], ['fe80::1', 'link-local'], ['fe80::1%eth0', 'link-local with zone'], ['fc00::1', 'unique local'], ['fd00:ec2::254', 'metadata of a cloud'], ['fec0::1', 'site-local'], ['ff02::1', 'multicast'],
    ['::ffff:127.0.0.1', 'IPv4 inside IPv6'], ['::ffff:10.0.0.1', 'IPv4 inside IPv6'], ['::ffff:93.184.216.34', 'IPv4 inside IPv6'], ['::127.0.0.1', 'IPv4-compatible'], ['64:ff9b::7f00:1', 'NAT64'], ['64:ff9b:1::a00:1', 'local NAT64'], ['2002:7f00:1::', '6to4'], ['2001:0:4136:e378::1', 'Teredo'], ['2001:db8::1', 'documentation'], ['100::1', 'discard'],
    ['', 'nothing'], ['example.com', 'a name'],
  ])('%s does not (%s)', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a host', () => {
  it('gives the address to connect to', async () => {
    expect(await assertPublicHost('hooks.example.com', {}, says('93.184.216.34', '2606:2800:220:1::1'))).toBe('93.184.216.34');
  });
  it('is refused when one of its addresses is inside', async () => {
    await expect(assertPublicHost('mixed.example.com', {}, says('93.184.216.34', '10.0.0.7'))).rejects.toMatchObject({ code: 'address.not_allowed' });
  });
  it('is refused when it is an address inside itself, in brackets or not', async () => {
    for (const host of ['127.0.0.1', '[::1]', '::ffff:10.0.0.1', '169.254.169.254']) await expect(assertPublicHost(host)).rejects.toMatchObject({ code: 'address.not_allowed' });
  });
  it('is refused as localhost, which the system resolves to itself', async () => {
    await expect(assertPublicHost('localhost')).rejects.toMatchObject({ code: 'address.not_allowed' });
  });
  it('that nobody knows is unknown', async () => {
    await expect(assertPublicHost('nowhere.example', {}, () => Promise.reject(new Error('ENOTFOUND')))).rejects.toMatchObject({ code: 'address.unknown' });
  });
  it('inside is let through where the installation allows it', async () => {
    expect(await assertPublicHost('printer.lan', open, says('192.168.1.9'))).toBe('192.168.1.9');
  });
});

describe('a call outside', () => {
  it.each(['http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://017700000001/', 'http://[::1]/', 'http://[::ffff:a00:1]/', 'http://localhost./', 'http://169.254.169.254/latest/meta-data/'])('to %s is refused before a connection is made', async (url) => {
    await expect(fetchOutside(url, {}, {})).rejects.toMatchObject({ code: 'address.not_allowed' });
  });
  it.each(['file:///etc/passwd', 'gopher://example.com/', 'ftp://example.com/', 'data:text/plain,x', '//example.com', 'no address', 'https://name:secret@example.com/'])('to %s is refused as an address', async (url) => {
    await expect(fetchOutside(url, {}, open)).rejects.toMatchObject({ code: 'address.invalid' });
  });
  it('asks DNS once and connects to what was checked, whatever DNS would say later', async () => {
    let asked = 0;
    const port = await listen((_request, response) => response.end('the pinned one'));
    // First the address of the test server, then another one: a rebinding name.
    const rebinding = () => Promise.resolve([{ address: (asked += 1) === 1 ? '127.0.0.1' : '10.0.0.1' }]);
    const answer = await fetchOutside(`http://rebind.example:${port}/`, {}, open, rebinding);
    expect(answer.body.toString()).toBe('the pinned one');
    expect(asked).toBe(1);
  });
  it('keeps the name for the Host header', async () => {
    const port = await listen((request, response) => response.end(request.headers.host));
    expect((await fetchOutside(`http://shop.example:${port}/`, {}, open, says('127.0.0.1'))).body.toString()).toBe(`shop.example:${port}`);
  });
  it('does not follow redirects', async () => {
    const port = await listen((_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end());
    await expect(fetchOutside(`http://127.0.0.1:${port}/`, {}, open)).rejects.toMatchObject({ code: 'outside.redirected' });
  });
  it('ends after its time, also when the answer only drips', async () => {
    const port = await listen((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    await expect(fetchOutside(`http://127.0.0.1:${port}/`, { timeoutMs: 200 }, open)).rejects.toMatchObject({ code: 'outside.timed_out' });
  });
  it('refuses or cuts an answer that is too long', async () => {
    const port = await listen((_request, response) => response.end('x'.repeat(5_000)));
    await expect(fetchOutside(`http://127.0.0.1:${port}/`, { maxBytes: 1_000 }, open)).rejects.toMatchObject({ code: 'outside.too_large' });
    expect((await fetchOutside(`http://127.0.0.1:${port}/`, { maxBytes: 1_000, onLonger: 'cut' }, open)).body.length).toBe(1_000);
  });
  it('says so when nobody listens', async () => {
    await expect(fetchOutside('http://127.0.0.1:1/', {}, open)).rejects.toMatchObject({ code: 'outside.unreachable' });
  });
  it('serves libraries as a fetch', async () => {
    const port = await listen((request, response) => request.on('data', (sent) => response.writeHead(201, { 'x-got': String(sent) }).end('made')));
    const answer = await outsideFetch(open)(`http://127.0.0.1:${port}/`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    expect([answer.status, answer.headers.get('x-got'), await answer.text()]).toEqual([201, 'a=b', 'made']);
  });
});
