/* Choosing a category: type a few letters, Enter. Escape leaves everything as it was. */
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useCategories } from '~/api/queries';
import type { Category } from '~/api/types';
import { matches } from '~/shell/match';
import { t } from '~/text/catalogue';
import { Icon } from '~/ui/icons';
import { Popover } from '~/ui/Popover';
import { pending } from '~/ui/State';
import { Glyph } from './Glyph';
import { groups } from './tree';

interface Props {
  anchor: Element;
  current: string | null;
  onPick: (category: Category | null) => void;
  onClose: () => void;
}

interface Entry {
  category: Category | null;
  label: string;
  group: string;
  child: boolean;
}

function entriesOf(categories: Category[], text: string): Entry[] {
  const all = groups(categories.filter((one) => one.is_active && one.code !== 'none')).flatMap(({ parent, children }) =>
    [parent, ...children].map((category): Entry => ({ category, label: category.name, group: parent.name, child: category !== parent })),
  );
  const found = all.filter((entry) => matches(text, `${entry.label} ${entry.group}`));
  const none: Entry = { category: null, label: t('category.none'), group: '', child: false };
  return matches(text, none.label) ? [...found, none] : found;
}

export function CategoryPicker({ anchor, current, onPick, onClose }: Props) {
  const categories = useCategories();
  const [text, setText] = useState('');
  const [moved, setMoved] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const entries = useMemo(() => entriesOf(categories.data ?? [], text), [categories.data, text]);
  const start = text ? entries.findIndex((entry) => matches(text, entry.label)) : entries.findIndex((entry) => (entry.category?.id ?? null) === current);
  const at = moved ?? Math.max(0, start);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, entries.length]);

  function pick(entry: Entry | undefined) {
    if (!entry) return;
    onClose();
    onPick(entry.category);
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLInputElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && entries.length) {
      event.preventDefault();
      setMoved((at + step + entries.length) % entries.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      pick(entries[at]);
    }
  }

  return (
    <Popover anchor={anchor} label={t('category.choose')} onClose={onClose} class="picker">
      <div class="picker-input">
        <Icon name="search" size={16} />
        <input
          data-focus
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={entries[at] ? `${id}-${at}` : undefined}
          aria-label={t('category.search')}
          placeholder={t('category.search')}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setMoved(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {!categories.data && pending(categories)}
      <div id={`${id}-list`} ref={list} class="picker-list" role="listbox" aria-label={t('nav.categories')} tabIndex={-1}>
        {entries.map((entry, i) => (
          <div key={entry.category?.id ?? 'none'} id={`${id}-${i}`} role="option" aria-selected={i === at} class={`picker-item${entry.child ? ' child' : ''}`} onClick={() => pick(entry)} onMouseMove={() => i !== at && setMoved(i)}>
            <Glyph category={entry.category ?? undefined} size="s" />
            <span class="truncate">{entry.label}</span>
            {entry.category?.id === current && current !== null && <Icon name="check" size={16} />}
          </div>
        ))}
        {categories.data && entries.length === 0 && <p class="muted picker-none">{t('category.no_match')}</p>}
      </div>
    </Popover>
  );
}
