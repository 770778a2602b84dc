/* The tree of categories, and for one of them its patterns: texts that put a transaction there. */
import { useCategories } from '~/api/queries';
import type { Category } from '~/api/types';
import { Link } from '~/route/Link';
import { changeSearch, useSearch } from '~/route/router';
import { t, word } from '~/text/catalogue';
import { count } from '~/text/format';
import { Button } from '~/ui/Button';
import { Empty, pending } from '~/ui/State';
import { CategoryForm } from './CategoryForm';
import { Glyph } from './Glyph';
import { CategoryPanel } from './CategoryPanel';
import { groups, type Group } from './tree';
import './categories.css';

function Item({ category, chosen, child = false }: { category: Category; chosen: boolean; child?: boolean }) {
  return (
    <li>
      <Link to={`/categories?category=${category.id}`} class={`category-row${child ? ' child' : ''}`} aria-current={chosen || undefined}>
        <Glyph category={category} size="s" />
        <span class="truncate">{category.name}</span>
        {!category.is_system && <span class="badge info">{t('category.own')}</span>}
        {category.usage_count > 0 && <span class="faint small num">{count(category.usage_count)}</span>}
      </Link>
    </li>
  );
}

function Tree({ list, chosen }: { list: Group[]; chosen: string | null }) {
  const types = ['expense', 'income', 'transfer'] as const;
  return (
    <div class="category-tree card">
      {types.map((type) => (
        <section key={type} aria-label={word('type', type)}>
          <h2 class="tree-type">{word('type', type)}</h2>
          <ul>
            {list
              .filter(({ parent }) => parent.category_type === type)
              .map(({ parent, children }) => [
                <Item key={parent.id} category={parent} chosen={parent.id === chosen} />,
                ...children.map((one) => <Item key={one.id} category={one} child chosen={one.id === chosen} />),
              ])}
          </ul>
        </section>
      ))}
    </div>
  );
}

export function Categories() {
  const categories = useCategories();
  const search = useSearch();
  const all = categories.data ?? [];
  const id = search.get('category');
  const chosen = all.find((one) => one.id === id);
  return (
    <div class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>{t('nav.categories')}</h1>
        <span class="spacer" />
        <Button icon="plus" size="s" onClick={() => changeSearch({ new: '1' })}>
          {t('category.new')}
        </Button>
      </header>
      <p class="page-text muted">{t('category.page_text')}</p>
      {!categories.data && <div class="card">{pending(categories, 10, 20)}</div>}
      {categories.data && (
        <div class={chosen ? 'categories has-chosen' : 'categories'}>
          <Tree list={groups(all)} chosen={id} />
          {chosen ? (
            <CategoryPanel key={chosen.id} category={chosen} />
          ) : (
            <div class="card category-hint">
              <Empty icon="tag" title={t('category.pick_one')} text={t('category.pick_one_text')} />
            </div>
          )}
        </div>
      )}
      {search.get('new') && <CategoryForm categories={all} onClose={() => changeSearch({ new: null })} />}
    </div>
  );
}
