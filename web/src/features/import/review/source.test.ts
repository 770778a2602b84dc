import { describe, expect, it } from 'vitest';
import { segments } from './source';

const part = (field: string, from: number, length: number) => ({ field, from, length, confidence: 1 });
const shown = (raw: string, ...parts: ReturnType<typeof part>[]) => segments(raw, parts).map((one) => [one.text, one.field]);

describe('segments', () => {
  it('counts bytes, not characters', () => {
    expect(shown('é;Café;-3,00', part('description', 3, 5), part('amount', 9, 5))).toEqual([['é;', null], ['Café', 'description'], [';', null], ['-3,00', 'amount']]);
  });

  it('does not show how deep in the file a row stands', () => {
    expect(shown('<Ntry>\n        <Amt>3</Amt>\n          <Dt/>', part('amount', 20, 1))).toEqual([['<Ntry>\n<Amt>', null], ['3', 'amount'], ['</Amt>\n  <Dt/>', null]]);
  });

  it('keeps every byte once, whatever the parts say', () => {
    expect(shown('abcdef', part('date', 0, 4), part('amount', 2, 3), part('balance', 90, 5))).toEqual([['abcd', 'date'], ['e', 'amount'], ['f', null]]);
    expect(shown('', part('date', 0, 4))).toEqual([]);
    expect(shown('plain')).toEqual([['plain', null]]);
  });
});
