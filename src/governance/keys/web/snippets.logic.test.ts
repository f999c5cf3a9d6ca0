import { describe, expect, it } from 'vitest';
import { browserSnippet, curlSnippet } from './snippets.logic.ts';

describe('the code to paste', () => {
  it('names the own address and the write key', () => {
    expect(curlSnippet('https://momente.example', 'momw_abc')).toMatch(/^curl -u 'momw_abc:' https:\/\/momente\.example\/v1\/track /);
    expect(browserSnippet('https://momente.example', 'momw_abc')).toContain("writeKey: 'momw_abc',\n  cdnURL: 'https://momente.example',");
  });
  it('stays one word for the shell and the browser, whatever key the environment gives', () => {
    expect(curlSnippet('http://localhost:3000', "a'b;rm")).toContain(`-u 'a'\\''b;rm:' http`);
    expect(browserSnippet('http://localhost:3000', "a'b")).toContain("writeKey: 'a\\'b',");
  });
});
