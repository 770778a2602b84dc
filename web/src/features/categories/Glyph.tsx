/* The sign of a category: the drawing of a built-in one in the colour of its group; an emoji or the first letter
   of one's own, in the colour it was given. */
import { groupOf, shapeOf } from './glyphs';
import './glyph.css';

export interface Signed {
  code: string | null;
  name: string;
  emoji: string | null;
  color: string | null;
}

/* The class, and for one's own category the style, that set `--tint`. */
export function tint(category: Pick<Signed, 'code' | 'color'> | undefined): { class: string; style?: Record<string, string> } {
  if (category?.code) return { class: `tint-${groupOf(category.code)}` };
  return category?.color ? { class: '', style: { '--tint': category.color } } : { class: 'tint-none' };
}

export function Glyph({ category, size = 'm' }: { category: Signed | undefined; size?: 's' | 'm' | 'l' }) {
  const { class: name, style } = tint(category);
  const px = { s: 14, m: 18, l: 26 }[size];
  return (
    <span class={`glyph size-${size} ${name}`} style={style} aria-hidden="true">
      {category && !category.code ? (
        (category.emoji ?? category.name.slice(0, 1).toUpperCase())
      ) : (
        <svg width={px} height={px} viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
          <path d={shapeOf(category?.code ?? 'none')} />
        </svg>
      )}
    </span>
  );
}
