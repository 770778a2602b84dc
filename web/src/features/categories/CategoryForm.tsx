import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'react';
import { api, Problem } from '~/api/client';
import type { Category, CategoryType } from '~/api/types';
import { navigate } from '~/route/router';
import { t, word } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { SelectField, TextField } from '~/ui/Field';
import { explain } from '~/ui/State';

interface Props {
  category?: Category;
  categories: Category[];
  onClose: () => void;
}

export function CategoryForm({ category, categories, onClose }: Props) {
  const client = useQueryClient();
  const [form, setForm] = useState({
    name: category?.name ?? '', emoji: category?.emoji ?? '', parent_id: category?.parent_id ?? '',
    category_type: category?.category_type ?? ('expense' as CategoryType),
  });
  const set = (name: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));
  const parents = categories.filter((one) => !one.parent_id && one.code !== 'none' && one.category_type === form.category_type && one.id !== category?.id);
  const save = useMutation({
    mutationFn: () => {
      const body = { ...form, emoji: form.emoji || null, parent_id: form.parent_id || null };
      return category ? api.patch<Category>(`/categories/${category.id}`, body) : api.post<Category>('/categories', body);
    },
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ['categories'] });
      onClose();
      navigate(`/categories?category=${saved.id}`);
    },
  });
  const problem = save.error instanceof Problem ? save.error : null;

  function onSubmit(event: TargetedSubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Dialog
      title={category ? t('category.edit') : t('category.new')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form="category-form" busy={save.isPending}>
            {t('action.save')}
          </Button>
        </>
      }
    >
      <form id="category-form" class="form" onSubmit={onSubmit}>
        {save.error && !problem?.errors.length && (
          <p class="form-error" role="alert">
            {explain(save.error).text}
          </p>
        )}
        <div class="field-pair name-emoji">
          <TextField label={t('field.name')} required autofocus value={form.name} onValue={set('name')} error={problem?.of('name')} />
          <TextField label={t('field.emoji')} maxLength={8} value={form.emoji} onValue={set('emoji')} error={problem?.of('emoji')} />
        </div>
        <SelectField
          label={t('field.type')}
          value={form.category_type}
          onValue={(value) => setForm((before) => ({ ...before, category_type: value as CategoryType, parent_id: '' }))}
          choices={['expense', 'income', 'transfer'].map((value) => ({ value, label: word('type', value) }))}
        />
        <SelectField label={t('field.parent')} value={form.parent_id} onValue={set('parent_id')} error={problem?.of('parent_id')} choices={[{ value: '', label: t('category.no_parent') }, ...parents.map((one) => ({ value: one.id, label: one.name }))]} />
      </form>
    </Dialog>
  );
}
