/* What the list asks for first. It travels with the entry, so that it is asked while the list is still on its way. */
import { accountsQuery, categoriesQuery, queryClient, transactionPage } from '~/api/queries';
import { readFilters, toQuery, type Filters } from './filters';

export const PAGE = 100;

export const firstPage = (filters: Filters) => transactionPage(toQuery(filters), 0, PAGE);

export function beginTransactions(): void {
  void queryClient.prefetchQuery(firstPage(readFilters(new URLSearchParams(location.search))));
  void queryClient.prefetchQuery(accountsQuery);
  void queryClient.prefetchQuery(categoriesQuery);
}
