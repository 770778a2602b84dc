/* Short names for the types that `npm run types` makes from the server's description. */
import type { components } from './schema';

type Schemas = components['schemas'];

export interface List<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}

export type User = Schemas['User'];
export type Preferences = Schemas['Preferences'];
export type Theme = Preferences['theme'];
export type Workspace = Schemas['Workspace'];
export type Role = Workspace['role'];
export type Member = Schemas['Member'];
export type Invitation = Schemas['Invitation'];
export type ApiToken = Schemas['ApiToken'];
export type Account = Schemas['Account'];
export type AccountType = Account['account_type'];
export type Category = Schemas['Category'];
export type CategoryType = Category['category_type'];
export type Pattern = Schemas['CategoryPattern'];
export type Transaction = Schemas['Transaction'];
export type Import = Schemas['Import'];
export type Unmerged = Schemas['StatementUnmerged'];
export type ImportStatus = Import['status'];
export type Preview = Schemas['ImportPreview'];
export type MappedColumn = Preview['mapping'][number];
export type PreviewRow = Preview['rows'][number];
export type Comparison = Schemas['Comparison'];
export type ComparedRow = Comparison['items'][number];
export type SavedPassword = Schemas['StatementPassword'];
export type ImportTemplate = Schemas['ImportTemplate'];
export type StageEntry = Schemas['StageLog'];
export type Finding = Preview['findings'][number];
export type Duplicate = Preview['duplicates'][number];
export type Attachment = Schemas['Attachment'];
export type Notification = Schemas['NotificationPage']['items'][number];
export type Spending = Schemas['Spending'];
export type CategorySpending = Spending['items'][number];
export type Trends = Schemas['Trends'];
export type NetWorth = Schemas['NetWorth'];
export type Overview = Schemas['Overview'];
export type Flow = Overview['this_month'];
export type Attention = Overview['needs_attention'][number];

export interface Health {
  status: string;
  demo?: boolean;
  version?: string;
}
