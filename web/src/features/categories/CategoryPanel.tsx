import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'react';
import { api, Problem } from '~/api/client';
import { useCategories, usePatterns } from '~/api/queries';
import type { Category, Pattern } from '~/api/types';
import { Link } from '~/route/Link';
import { navigate } from '~/route/router';
import { t, word } from '~/text/catalogue';
import { Button, IconButton } from '~/ui/Button';
import { Confirm } from '~/ui/Dialog';
import { TextField } from '~/ui/Field';
import { pending } from '~/ui/State';
import { toastProblem } from '~/ui/toast';
import { Glyph } from './Glyph';
import { CategoryForm } from './CategoryForm';

function Patterns({ category }: { category: Category }) {
  const patterns = usePatterns(category.id);
  const client = useQueryClient();
  const [text, setText] = useState('');
  const refresh = () => client.invalidateQueries({ queryKey: ['patterns', category.id] });
  const add = useMutation({
    mutationFn: () => api.post<Pattern>(`/categories/${category.id}/patterns`, { pattern: text.trim() }),
    onSuccess: () => setText(''),
    onSettled: refresh,
  });
  const drop = useMutation({
    mutationFn: (id: string) => api.delete(`/categories/${category.id}/patterns/${id}`),
    onError: toastProblem,
    onSettled: refresh,
  });
  const problem = add.error instanceof Problem ? add.error : null;

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (text.trim()) add.mutate();
  }

  return (
    <section class="patterns">
      <h3>{t('patterns.title')}</h3>
      <p class="muted small">{t('patterns.text')}</p>
      {!patterns.data && pending(patterns)}
      {patterns.data && patterns.data.items.length === 0 && <p class="faint small">{t('patterns.none')}</p>}
      <ul class="pattern-list">
        {(patterns.data?.items ?? []).map((one) => (
          <li key={one.id}>
            <span class="mono truncate">{one.pattern}</span>
            <IconButton icon="trash" size="s" label={t('patterns.delete', { pattern: one.pattern })} onClick={() => drop.mutate(one.id)} />
          </li>
        ))}
      </ul>
      <form class="pattern-form" onSubmit={onSubmit}>
        <TextField label={t('patterns.add')} placeholder={t('patterns.example')} value={text} onValue={setText} error={problem ? (problem.of('pattern') ?? problem.detail) : undefined} />
        <Button type="submit" icon="plus" busy={add.isPending}>
          {t('action.add')}
        </Button>
      </form>
    </section>
  );
}

export function CategoryPanel({ category }: { category: Category }) {
  const categories = useCategories();
  const client = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const parent = categories.data?.find((one) => one.id === category.parent_id);
  const remove = useMutation({
    mutationFn: () => api.delete(`/categories/${category.id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['categories'] });
      navigate('/categories');
    },
    onError: (error) => {
      setOpen(null);
      toastProblem(error);
    },
  });
  return (
    <section class="card category-panel" aria-label={category.name}>
      <header class="panel-head">
        <Glyph category={category} size="l" />
        <div>
          <h2>{category.name}</h2>
          <p class="faint small">{[parent?.name, word('type', category.category_type), category.is_system ? t('category.system') : t('category.own')].filter(Boolean).join(' · ')}</p>
        </div>
        <span class="spacer" />
        {!category.is_system && (
          <>
            <IconButton icon="edit" size="s" label={t('action.edit')} onClick={() => setOpen('edit')} />
            <IconButton icon="trash" size="s" label={t('action.delete')} onClick={() => setOpen('delete')} />
          </>
        )}
        <IconButton icon="close" size="s" class="phone-only" label={t('action.close')} onClick={() => navigate('/categories')} />
      </header>
      {category.description && <p class="muted">{category.description}</p>}
      <Link class="inline" to={`/transactions?category_id=${category.id}`}>
        {t('category.see_transactions')}
      </Link>
      <Patterns category={category} />
      {open === 'edit' && <CategoryForm category={category} categories={categories.data ?? []} onClose={() => setOpen(null)} />}
      {open === 'delete' && (
        <Confirm title={t('category.delete_title', { name: category.name })} text={t('category.delete_text')} action={t('action.delete')} busy={remove.isPending} onConfirm={() => remove.mutate()} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
