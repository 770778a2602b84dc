/* The text of a row cut into the parts that became its fields and what lies between them. Parts are counted in
   bytes of UTF-8, as the reader saw them. */
import type { ComparedRow } from '~/api/types';
type Part = ComparedRow['parts'][number];

export interface Segment {
  text: string;
  field: string | null;
  confidence: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/* What all lines behind the first are indented by. */
function indent(raw: string): number {
  const lines = raw.split('\n').slice(1).filter((line) => line.trim());
  return lines.length > 0 ? Math.min(...lines.map((line) => line.length - line.trimStart().length)) : 0;
}

/* Of parts that overlap the earlier one stands, the later keeps its rest. */
export function segments(raw: string, parts: readonly Part[]): Segment[] {
  const bytes = encoder.encode(raw);
  const shift = new RegExp(`\\n[ \\t]{0,${indent(raw)}}`, 'g');
  const found: Segment[] = [];
  let at = 0;
  function cut(to: number, field: string | null, confidence: number) {
    const text = decoder.decode(bytes.subarray(at, Math.max(at, to)));
    if (text) found.push({ text: field ? text : text.replace(shift, '\n'), field, confidence });
    at = Math.max(at, to);
  }
  for (const part of parts.toSorted((a, b) => a.from - b.from)) {
    const from = Math.min(part.from, bytes.length);
    cut(from, null, 1);
    cut(Math.min(from + part.length, bytes.length), part.field, part.confidence);
  }
  cut(bytes.length, null, 1);
  return found;
}

/* Below this a reading deserves a look; the server asks for one by the same figure. */
export const DOUBTFUL = 0.9;
