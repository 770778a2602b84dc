/* Whether every word of what was typed stands in a label, whatever its case and accents. */

export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function matches(typed: string, label: string): boolean {
  const inside = folded(label);
  return folded(typed)
    .split(/\s+/)
    .every((part) => inside.includes(part));
}
