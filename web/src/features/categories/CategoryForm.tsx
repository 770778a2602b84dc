import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import type { Category, CategoryType } from '~/api/types';
import { navigate } from '~/route/router';
import { t, word } from '~/text/catalogue';
import { fieldError, SelectField, TextField } from '~/ui/Field';
import { FormDialog } from '~/ui/FormDialog';

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

  return (
    <FormDialog title={category ? t('category.edit') : t('category.new')} action={t('action.save')} sending={save} onClose={onClose}>
      <div class="field-pair name-emoji">
        <TextField label={t('field.name')} required autofocus value={form.name} onValue={set('name')} error={fieldError(save, 'name')} />
        <TextField label={t('field.emoji')} maxLength={8} value={form.emoji} onValue={set('emoji')} error={fieldError(save, 'emoji')} />
      </div>
      <SelectField
        label={t('field.type')}
        value={form.category_type}
        onValue={(value) => setForm((before) => ({ ...before, category_type: value as CategoryType, parent_id: '' }))}
        choices={['expense', 'income', 'transfer'].map((value) => ({ value, label: word('type', value) }))}
      />
      <SelectField label={t('field.parent')} value={form.parent_id} onValue={set('parent_id')} error={fieldError(save, 'parent_id')} choices={[{ value: '', label: t('category.no_parent') }, ...parents.map((one) => ({ value: one.id, label: one.name }))]} />
    </FormDialog>
  );
}
