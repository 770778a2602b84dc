import type { Category, Transaction } from '~/api/types';

/* The round sign at the start of a row: the category's emoji, or the first letter of who was paid. */
export function Mark({ row, category }: { row: Transaction; category: Category | undefined }) {
  const letter = (row.merchant ?? row.description).trim()[0]?.toUpperCase() ?? '•';
  return (
    <span class={category?.emoji ? 'mark' : 'mark letter'} aria-hidden="true">
      {category?.emoji ?? letter}
    </span>
  );
}
