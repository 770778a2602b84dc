import type { AccountType } from '~/api/types';
import type { IconName } from '~/ui/icons';

export const ACCOUNT_ICONS: Record<AccountType, IconName> = {
  checking: 'bank', savings: 'savings', credit_card: 'card', investment: 'chart', cash: 'cash', loan: 'loan', other: 'wallet',
};
