import { describe, expect, it } from 'vitest';
import { matches } from './match';

describe('matches', () => {
  it('ignores case and accents and the order of words', () => {
    expect(matches('cafe', 'Cafés und Bäckereien')).toBe(true);
    expect(matches('back caf', 'Cafés und Bäckereien')).toBe(true);
    expect(matches('bar', 'Cafés und Bäckereien')).toBe(false);
    expect(matches('', 'anything')).toBe(true);
  });
});
