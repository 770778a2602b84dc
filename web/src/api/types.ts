export interface List<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}

export interface User {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  display_name: string | null;
  locale: string;
  timezone: string;
  currency: string;
}

export type Theme = 'light' | 'dark' | 'auto';

export interface Preferences {
  theme: Theme;
  notification_email: boolean;
  notification_push: boolean;
  week_start: string | number;
  start_page: string;
  low_confidence: 'suggest' | 'reject';
  privacy_mode: boolean;
}

export type Role = 'owner' | 'admin' | 'member' | 'viewer';

export interface Workspace {
  id: string;
  name: string;
  home_currency: string;
  country: string | null;
  role?: Role;
}

export interface Member {
  id: string;
  user_id: string;
  role: Role;
  email?: string;
  display_name?: string | null;
}

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  expires_at: string;
}

export interface ApiToken {
  id: string;
  name: string;
  scopes: string[];
  expires_on: string | null;
  last_used_at: string | null;
  prefix: string;
  secret?: string;
  created_at: string;
}

export type AccountType = 'checking' | 'savings' | 'credit_card' | 'investment' | 'cash' | 'loan' | 'other';

export interface Account {
  id: string;
  name: string;
  account_type: AccountType;
  currency: string;
  institution: string | null;
  number_masked: string | null;
  iban: string | null;
  opening_balance: string;
  opened_on: string | null;
  balance: string;
  is_active: boolean;
  notes: string | null;
}

export type CategoryType = 'expense' | 'income' | 'transfer';

export interface Category {
  id: string;
  code: string | null;
  name: string;
  parent_id: string | null;
  description: string | null;
  emoji: string | null;
  color: string | null;
  category_type: CategoryType;
  is_system: boolean;
  is_active: boolean;
  sort_order: number;
  usage_count: number;
}

export interface Pattern {
  id: string;
  category_id: string;
  pattern: string;
}

export type CategorySource = 'none' | 'user' | 'rule' | 'memory' | 'pattern' | 'model' | 'ai';

export interface Transaction {
  id: string;
  account_id: string;
  date: string;
  value_date: string | null;
  amount: string;
  currency: string;
  original_amount: string | null;
  original_currency: string | null;
  description: string;
  merchant: string | null;
  counterparty: string | null;
  counterparty_account: string | null;
  reference: string | null;
  transaction_type: 'income' | 'expense' | 'transfer';
  status: 'pending' | 'posted' | 'cancelled';
  category_id: string | null;
  category_source: CategorySource;
  confidence: number | null;
  suggested_category_id: string | null;
  explanation: string | null;
  is_hidden: boolean;
  notes: string | null;
  tags: string[];
  import_id: string | null;
  source_line: number | null;
}

export type ImportStatus = 'pending' | 'processing' | 'needs_review' | 'completed' | 'failed' | 'discarded' | 'undone';

export interface Import {
  id: string;
  filename: string;
  file_type: string | null;
  file_size: number;
  account_id: string | null;
  status: ImportStatus;
  progress: number;
  stage: string | null;
  total_rows: number;
  processed_rows: number;
  successful_imports: number;
  failed_imports: number;
  duplicate_rows: number;
  reconciled: boolean | null;
  ambiguous: boolean;
  error_details: string | null;
  started_at: string | null;
  completed_at: string | null;
  opening_balance: string | null;
  closing_balance: string | null;
  created_at: string;
}

export interface MappedColumn {
  column: number;
  header: string | null;
  role: string;
  format: string | null;
}

export interface PreviewRow {
  line: number;
  date: string | null;
  amount: string | null;
  currency: string | null;
  description: string | null;
  balance: string | null;
  confidence: number | null;
  state: 'new' | 'duplicate' | 'near';
  reason: string | null;
}

export interface Finding {
  level: 'error' | 'warning' | 'info';
  line: number | null;
  field: string | null;
  message: string;
  suggested_fix: string | null;
}

export interface Duplicate {
  id: string;
  import_id: string;
  transaction_id: string | null;
  match_score: number;
  reason: string;
  state: 'open' | 'merged' | 'kept_both' | 'deleted_old';
  line?: number | null;
  date?: string | null;
  amount?: string | null;
  currency?: string | null;
  description?: string | null;
}

export interface Preview {
  import: Import;
  format: string | null;
  encoding: string | null;
  delimiter: string | null;
  mapping: MappedColumn[];
  rows: PreviewRow[];
  findings: Finding[];
  duplicates: Duplicate[];
  columns: string[];
  sample: string[][];
}

export interface Notification {
  id: string;
  kind: string;
  title: string;
  body: string | null;
  link: string | null;
  is_read: boolean;
  at: string;
}

export interface CategorySpending {
  category_id: string | null;
  code: string | null;
  name: string;
  emoji: string | null;
  color: string | null;
  amount: string;
  currency: string;
  count: number;
  share: number;
}

export interface Spending {
  items: CategorySpending[];
  total: string;
  currency: string;
}

export interface MonthFlow {
  month: string;
  income: string;
  expenses: string;
  net: string;
}

export interface Trends {
  items: MonthFlow[];
  currency: string;
}

export interface DatedAmount {
  date: string;
  amount: string;
}

export interface NetWorth {
  items: DatedAmount[];
  accounts: { account_id: string; name: string; items: DatedAmount[] }[];
  currency: string;
}

export interface Flow {
  income: string;
  expenses: string;
  net: string;
}

export interface Attention {
  kind: string;
  title: string;
  link: string | null;
  count: number;
}

export interface Overview {
  accounts: { id: string; name: string; balance: string; currency: string }[];
  net_worth: string;
  currency?: string;
  this_month: Flow;
  last_month: Flow;
  needs_attention: Attention[];
}

export interface Health {
  status: string;
  demo?: boolean;
  version?: string;
}
