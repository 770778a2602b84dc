/* Made by `npm run types` from `florin openapi`; not written by hand. */
export interface paths {
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the accounts. */
        get: operations["get_accounts"];
        put?: never;
        /** Adds a account. */
        post: operations["post_accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["get_accounts_id"];
        /** Replaces a account. */
        put: operations["put_accounts_id"];
        post?: never;
        /** Removes a account. */
        delete: operations["delete_accounts_id"];
        options?: never;
        head?: never;
        /** Changes some fields of a account. */
        patch: operations["patch_accounts_id"];
        trace?: never;
    };
    "/admin/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace's jobs, newest first. */
        get: operations["get_admin_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job. */
        get: operations["get_admin_jobs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a waiting job. */
        post: operations["job_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a job again that was given up. */
        post: operations["job_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password, and ends all other sessions. */
        post: operations["auth_change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in; sets the cookies of the page too. */
        post: operations["auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session. */
        post: operations["auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges a refresh token, once, for the next one and a new access token. */
        post: operations["auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a user with a first workspace, and signs in. */
        post: operations["auth_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/request-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a mail to reset the password, if there is such a user. */
        post: operations["auth_request_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the mail to confirm the address again. */
        post: operations["auth_resend_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password with the token of the mail, and ends all sessions. */
        post: operations["auth_reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API tokens of the one who asks. */
        get: operations["api_token_list"];
        put?: never;
        /** Makes an API token; its secret is in this answer only. */
        post: operations["api_token_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends an API token. */
        delete: operations["api_token_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the address with the token of the mail. */
        post: operations["auth_verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories, groups and their members. */
        get: operations["get_categories"];
        put?: never;
        /** Adds a category of your own. */
        post: operations["post_categories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One category. */
        get: operations["get_categories_id"];
        /** Replaces a category. */
        put: operations["put_categories_id"];
        post?: never;
        /** Deletes a category of your own; its transactions go elsewhere. */
        delete: operations["delete_categories_id"];
        options?: never;
        head?: never;
        /** Changes some fields of a category. */
        patch: operations["patch_categories_id"];
        trace?: never;
    };
    "/categories/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves everything in it to another and deletes it. */
        post: operations["category_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/{id}/patterns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts that lead to it. */
        get: operations["category_patterns"];
        put?: never;
        /** Adds a text that leads to it. */
        post: operations["category_pattern_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/{id}/patterns/{pattern_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a text that led to it. */
        delete: operations["category_pattern_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/hierarchy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All categories as a tree of groups. */
        get: operations["category_hierarchy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/usage-stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often each category is used. */
        get: operations["category_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Becomes a member of the workspace one was invited to. */
        post: operations["invitation_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's notifications, newest first. */
        get: operations["get_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks one as read. */
        post: operations["notification_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks all as read. */
        post: operations["notification_read_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the tags. */
        get: operations["get_tags"];
        put?: never;
        /** Adds a tag. */
        post: operations["post_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One tag. */
        get: operations["get_tags_id"];
        /** Replaces a tag. */
        put: operations["put_tags_id"];
        post?: never;
        /** Removes a tag. */
        delete: operations["delete_tags_id"];
        options?: never;
        head?: never;
        /** Changes some fields of a tag. */
        patch: operations["patch_tags_id"];
        trace?: never;
    };
    "/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Transactions, the newest first. */
        get: operations["get_transactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One transaction. */
        get: operations["get_transactions_id"];
        /** Replaces a transaction. */
        put: operations["put_transactions_id"];
        post?: never;
        /** Deletes a transaction. */
        delete: operations["delete_transactions_id"];
        options?: never;
        head?: never;
        /** Changes some fields of a transaction. */
        patch: operations["patch_transactions_id"];
        trace?: never;
    };
    "/transactions/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Splits a transaction into categories; the sums must match. */
        put: operations["transaction_parts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/bulk-categorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives up to 10,000 transactions a category. */
        post: operations["transactions_bulk_categorize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/bulk-delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes up to 10,000 transactions, all or nothing. */
        post: operations["transactions_bulk_delete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/bulk-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes fields of up to 10,000 transactions, all or nothing. */
        post: operations["transactions_bulk_update"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The one who asks. */
        get: operations["user_me"];
        /** Changes the one who asks. */
        put: operations["user_me_put"];
        post?: never;
        /** Deactivates the one who asks. */
        delete: operations["user_me_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the one who asks likes. */
        get: operations["preferences_me"];
        /** Changes what is given, leaves the rest. */
        put: operations["preferences_me_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People who share a workspace with the one who asks, by name or address. */
        get: operations["user_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspaces of the one who asks. */
        get: operations["workspace_list"];
        put?: never;
        /** Makes a workspace owned by the one who asks. */
        post: operations["workspace_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspaces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One workspace. */
        get: operations["workspace_get"];
        /** Changes a workspace; for its admins. */
        put: operations["workspace_put"];
        post?: never;
        /** Removes an empty workspace; for its owners. */
        delete: operations["workspace_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspaces/{workspace_id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations to a workspace; for its admins. */
        get: operations["invitation_list"];
        put?: never;
        /** Invites somebody; for admins. */
        post: operations["invitation_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspaces/{workspace_id}/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back. */
        delete: operations["invitation_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspaces/{workspace_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who belongs to a workspace. */
        get: operations["member_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/workspaces/{workspace_id}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes what a member may do; for admins. */
        put: operations["member_put"];
        post?: never;
        /** Takes a member out, or leaves. */
        delete: operations["member_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ws/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket that opens one WebSocket within 30 seconds. */
        post: operations["socket_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /**
             * @description What it is.
             * @example checking
             * @enum {string}
             */
            account_type: "checking" | "savings" | "credit_card" | "investment" | "cash" | "loan" | "other";
            /** @description The opening balance and all posted rows. */
            readonly balance: string;
            /**
             * @description How well its connection is.
             * @enum {string}
             */
            readonly connection_health: "healthy" | "warning" | "failed" | "not_connected";
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * @description Of all its amounts.
             * @example EUR
             */
            currency: string;
            /** @description Checked; stored without spaces. */
            iban: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The bank. */
            institution: string | null;
            /** @description False keeps it out of lists. */
            is_active: boolean;
            /**
             * Format: date-time
             * @description The last sync.
             */
            readonly last_sync_at: string | null;
            /** @description Why it failed. */
            readonly last_sync_error: string | null;
            /** @description Anything a program wants to keep with it. */
            metadata: unknown;
            /**
             * @description Shown in lists; no two accounts share one.
             * @example Checking
             */
            name: string;
            /** @description Free text. */
            notes: string | null;
            /** @description The number with all but its last digits hidden. */
            number_masked: string | null;
            /**
             * Format: date
             * @description The first day.
             */
            opened_on: string | null;
            /** @description What was on it before its first row. */
            opening_balance: string;
            /** @description Who syncs it. */
            readonly provider: string | null;
            /** @description Its place in lists. */
            sort_order: number;
            /**
             * @description How often it syncs.
             * @enum {string}
             */
            sync_frequency: "daily" | "weekly" | "monthly" | "manual";
            /**
             * @description How its sync stands.
             * @enum {string}
             */
            readonly sync_status: "manual" | "syncing" | "synced" | "error" | "disconnected";
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        AccountChanges: {
            /**
             * @description What it is.
             * @example checking
             * @enum {string}
             */
            account_type?: "checking" | "savings" | "credit_card" | "investment" | "cash" | "loan" | "other";
            /** @description Checked; stored without spaces. */
            iban?: string | null;
            /** @description The bank. */
            institution?: string | null;
            /** @description False keeps it out of lists. */
            is_active?: boolean;
            /** @description Anything a program wants to keep with it. */
            metadata?: unknown;
            /**
             * @description Shown in lists; no two accounts share one.
             * @example Checking
             */
            name?: string;
            /** @description Free text. */
            notes?: string | null;
            /** @description The number with all but its last digits hidden. */
            number_masked?: string | null;
            /**
             * Format: date
             * @description The first day.
             */
            opened_on?: string | null;
            /** @description What was on it before its first row. */
            opening_balance?: string | number;
            /** @description Its place in lists. */
            sort_order?: number;
            /**
             * @description How often it syncs.
             * @enum {string}
             */
            sync_frequency?: "daily" | "weekly" | "monthly" | "manual";
        };
        AccountInput: {
            /**
             * @description What it is.
             * @example checking
             * @enum {string}
             */
            account_type: "checking" | "savings" | "credit_card" | "investment" | "cash" | "loan" | "other";
            /**
             * @description Of all its amounts.
             * @example EUR
             */
            currency: string;
            /** @description Checked; stored without spaces. */
            iban?: string | null;
            /** @description The bank. */
            institution?: string | null;
            /**
             * @description False keeps it out of lists.
             * @default true
             */
            is_active: boolean;
            /** @description Anything a program wants to keep with it. */
            metadata?: unknown;
            /**
             * @description Shown in lists; no two accounts share one.
             * @example Checking
             */
            name: string;
            /** @description Free text. */
            notes?: string | null;
            /** @description The number with all but its last digits hidden. */
            number_masked?: string | null;
            /**
             * Format: date
             * @description The first day.
             */
            opened_on?: string | null;
            /**
             * @description What was on it before its first row.
             * @default 0
             */
            opening_balance: string | number;
            /**
             * @description Its place in lists.
             * @default 0
             */
            sort_order: number;
            /**
             * @description How often it syncs.
             * @default manual
             * @enum {string}
             */
            sync_frequency: "daily" | "weekly" | "monthly" | "manual";
        };
        AddressInput: {
            /** @description The address. */
            email: string;
        };
        ApiToken: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date
             * @description The last day it is good for.
             */
            expires_on: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /**
             * Format: date-time
             * @description When it was last used.
             */
            readonly last_used_at: string | null;
            /** @description What it is for. */
            name: string;
            /** @description How the token begins. */
            readonly prefix: string;
            /**
             * @description What it allows: read, write, admin.
             * @example read
             */
            scopes: string[];
            /** @description The token itself; only in the answer to its creation. */
            readonly token: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        ApiTokenInput: {
            /**
             * Format: date
             * @description The last day it is good for.
             */
            expires_on?: string | null;
            /** @description What it is for. */
            name: string;
            /**
             * @description What it allows: read, write, admin.
             * @example read
             */
            scopes: string[];
        };
        BulkCategorizeInput: {
            /** @description The category they get; null takes theirs away. */
            category_id?: string | null;
            /** @description Of the transactions to change. */
            ids: string[];
        };
        BulkDeleteInput: {
            /** @description Of the transactions to change. */
            ids: string[];
        };
        BulkDone: {
            /** @description How many were changed. */
            changed: number;
        };
        BulkUpdateInput: {
            /** @description Fields and values, as PATCH of one takes them. */
            changes: unknown;
            /** @description Of the transactions to change. */
            ids: string[];
        };
        Category: {
            /**
             * @description Whether money leaves, comes or only moves.
             * @enum {string}
             */
            category_type: "expense" | "income" | "transfer";
            /**
             * @description Of system categories: stable in all workspaces and languages.
             * @example food.groceries
             */
            readonly code: string | null;
            /**
             * @description #rrggbb, for charts.
             * @example #2e7d32
             */
            color: string | null;
            /** @description From here on a guess is applied without asking. */
            confidence_threshold: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description What belongs in it. */
            description: string | null;
            /** @description Shown before the name. */
            emoji: string | null;
            /** @description The name of an icon. */
            icon: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /** @description False keeps it out of choices. */
            is_active: boolean;
            /** @description Came with the program. */
            readonly is_system: boolean;
            /** @description Words that speak for it. */
            keywords: string[];
            /**
             * @description Shown in lists.
             * @example Groceries
             */
            name: string;
            /** @description The group it belongs to; groups have none. */
            parent_id: string | null;
            /** @description Its place in lists. */
            sort_order: number;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description Transactions in it. */
            readonly usage_count: number;
        };
        CategoryChanges: {
            /**
             * @description Whether money leaves, comes or only moves.
             * @enum {string}
             */
            category_type?: "expense" | "income" | "transfer";
            /**
             * @description #rrggbb, for charts.
             * @example #2e7d32
             */
            color?: string | null;
            /** @description From here on a guess is applied without asking. */
            confidence_threshold?: number;
            /** @description What belongs in it. */
            description?: string | null;
            /** @description Shown before the name. */
            emoji?: string | null;
            /** @description The name of an icon. */
            icon?: string | null;
            /** @description False keeps it out of choices. */
            is_active?: boolean;
            /** @description Words that speak for it. */
            keywords?: string[];
            /**
             * @description Shown in lists.
             * @example Groceries
             */
            name?: string;
            /** @description The group it belongs to; groups have none. */
            parent_id?: string | null;
            /** @description Its place in lists. */
            sort_order?: number;
        };
        CategoryInput: {
            /**
             * @description Whether money leaves, comes or only moves.
             * @default expense
             * @enum {string}
             */
            category_type: "expense" | "income" | "transfer";
            /**
             * @description #rrggbb, for charts.
             * @example #2e7d32
             */
            color?: string | null;
            /**
             * @description From here on a guess is applied without asking.
             * @default 0.8
             */
            confidence_threshold: number;
            /** @description What belongs in it. */
            description?: string | null;
            /** @description Shown before the name. */
            emoji?: string | null;
            /** @description The name of an icon. */
            icon?: string | null;
            /**
             * @description False keeps it out of choices.
             * @default true
             */
            is_active: boolean;
            /** @description Words that speak for it. */
            keywords?: string[];
            /**
             * @description Shown in lists.
             * @example Groceries
             */
            name: string;
            /** @description The group it belongs to; groups have none. */
            parent_id?: string | null;
            /**
             * @description Its place in lists.
             * @default 0
             */
            sort_order: number;
        };
        CategoryMergeInput: {
            /** @description The category that takes everything over. */
            into_id: string;
        };
        CategoryPattern: {
            /** @description Where it leads. */
            category_id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description Given by the server. */
            readonly id: string;
            /**
             * @description Looked for in merchant and description, in any case.
             * @example pizza hut
             */
            pattern: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        CategoryTree: {
            /** @description The groups in their order. */
            items: {
                /**
                 * @description Whether money leaves, comes or moves.
                 * @enum {string|null}
                 */
                category_type: "expense" | "income" | "transfer" | null;
                /** @description The categories below. */
                children: {
                    /**
                     * @description Whether money leaves, comes or moves.
                     * @enum {string|null}
                     */
                    category_type: "expense" | "income" | "transfer" | null;
                    /** @description Of system categories. */
                    code: string | null;
                    /** @description Its color. */
                    color: string | null;
                    /** @description Its emoji. */
                    emoji: string | null;
                    /** @description Its icon. */
                    icon: string | null;
                    /** @description The category. */
                    id: string | null;
                    /** @description Offered in choices. */
                    is_active: boolean;
                    /** @description Came with the program. */
                    is_system: boolean;
                    /** @description Its name. */
                    name: string;
                    /** @description Its place. */
                    sort_order: number;
                    /** @description Transactions in it. */
                    usage_count: number;
                }[];
                /** @description Of system categories. */
                code: string | null;
                /** @description Its color. */
                color: string | null;
                /** @description Its emoji. */
                emoji: string | null;
                /** @description Its icon. */
                icon: string | null;
                /** @description The category. */
                id: string | null;
                /** @description Offered in choices. */
                is_active: boolean;
                /** @description Came with the program. */
                is_system: boolean;
                /** @description Its name. */
                name: string;
                /** @description Its place. */
                sort_order: number;
                /** @description Transactions in it. */
                usage_count: number;
            }[];
        };
        CategoryUsage: {
            /** @description Every category. */
            items: {
                /**
                 * @description Whether money leaves, comes or moves.
                 * @enum {string|null}
                 */
                category_type: "expense" | "income" | "transfer" | null;
                /** @description Of system categories. */
                code: string | null;
                /** @description Its color. */
                color: string | null;
                /** @description Its emoji. */
                emoji: string | null;
                /** @description Its icon. */
                icon: string | null;
                /** @description The category. */
                id: string | null;
                /** @description Offered in choices. */
                is_active: boolean;
                /** @description Came with the program. */
                is_system: boolean;
                /** @description Its name. */
                name: string;
                /** @description Its place. */
                sort_order: number;
                /** @description Transactions in it. */
                usage_count: number;
            }[];
        };
        ConfirmationInput: {
            /** @description From the mail. */
            token: string;
        };
        Invitation: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description Who is invited. */
            email: string;
            /**
             * Format: date-time
             * @description Until when it can be accepted.
             */
            readonly expires_at: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description Who invites. */
            readonly invited_by: string;
            /**
             * @description What they may do then.
             * @enum {string}
             */
            role: "viewer" | "member" | "admin" | "owner";
            /** @description What the invited one sends to accept; only in the answer to its creation. */
            readonly token: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        InvitationInput: {
            /** @description Who is invited. */
            email: string;
            /**
             * @description What they may do then.
             * @enum {string}
             */
            role: "viewer" | "member" | "admin" | "owner";
        };
        InvitationTokenInput: {
            /** @description Of the invitation. */
            token: string;
        };
        Job: {
            /** @description How often it was begun. */
            readonly attempts: number;
            /**
             * Format: date-time
             * @description When it was asked for.
             */
            readonly created_at: string;
            /** @description Why it failed the last time. */
            readonly error: string | null;
            /**
             * Format: date-time
             * @description When it ended.
             */
            readonly finished_at: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /** @description What is to be done. */
            readonly kind: string;
            /** @description How often it may be begun. */
            readonly max_attempts: number;
            /** @description Lower runs first. */
            readonly priority: number;
            /** @description How far it is, in percent. */
            readonly progress: number;
            /** @description The queue it waits in. */
            readonly queue: string;
            /**
             * Format: date-time
             * @description Not before this instant.
             */
            readonly run_after: string;
            /**
             * Format: date-time
             * @description When it was last begun.
             */
            readonly started_at: string | null;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            readonly status: "pending" | "running" | "completed" | "failed" | "cancelled";
            /**
             * Format: date-time
             * @description When anything about it last changed.
             */
            readonly updated_at: string;
        };
        Links: {
            first: string;
            next: string | null;
            self: string;
        };
        LoginInput: {
            /** @description The address. */
            email: string;
            /** @description The password. */
            password: string;
        };
        Member: {
            /**
             * Format: date-time
             * @description Since when.
             */
            readonly created_at: string;
            /** @description The name they want to be shown. */
            readonly display_name: string;
            /** @description Their address. */
            readonly email: string;
            /** @description Given name. */
            readonly first_name: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description Family name. */
            readonly last_name: string;
            /**
             * @description What they may do.
             * @enum {string}
             */
            role: "viewer" | "member" | "admin" | "owner";
            /**
             * Format: date-time
             * @description When the role was last changed.
             */
            readonly updated_at: string;
            /** @description Who. */
            readonly user_id: string;
        };
        MemberChangeInput: {
            /**
             * @description The new role.
             * @enum {string}
             */
            role: "viewer" | "member" | "admin" | "owner";
        };
        NotificationPage: {
            /** @description Newest first. */
            items: {
                /**
                 * Format: date-time
                 * @description When it happened.
                 */
                readonly at: string;
                /** @description More words. */
                readonly body: string | null;
                /**
                 * Format: date-time
                 * @description When it was stored.
                 */
                readonly created_at: string;
                /** @description Given by the server. */
                readonly id: string;
                /** @description Whether the user has seen it. */
                readonly is_read: boolean;
                /** @description What it is about. */
                readonly kind: string;
                /** @description Where in the page it leads. */
                readonly link: string | null;
                /** @description One line. */
                readonly title: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                readonly updated_at: string;
            }[];
            /** @description Pass it as ?cursor= for the next page; null at the end. */
            next_cursor: string | null;
            /** @description How many there are. */
            total: number;
            /** @description How many of them are not read. */
            unread: number;
        };
        PartsBodyInput: {
            /** @description The transaction's, if given. */
            currency?: string | null;
            /** @description They sum to the transaction's amount; an empty list takes a split away. */
            parts: {
                /** @description Signed; the parts sum to the transaction. */
                amount: string | number;
                /** @description The part's category. */
                category_id?: string | null;
                /** @description Free text. */
                note?: string | null;
            }[];
        };
        PasswordChangeInput: {
            /** @description The password of now. */
            current_password: string;
            /** @description The new one. */
            password: string;
        };
        PasswordResetInput: {
            /** @description The new password. */
            password: string;
            /** @description From the mail. */
            token: string;
        };
        PatternList: {
            /** @description In their order. */
            items: {
                /** @description Where it leads. */
                category_id: string;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                readonly created_at: string;
                /** @description Given by the server. */
                readonly id: string;
                /**
                 * @description Looked for in merchant and description, in any case.
                 * @example pizza hut
                 */
                pattern: string;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                readonly updated_at: string;
            }[];
        };
        PatternNewInput: {
            /**
             * @description Looked for in merchant and description, in any case.
             * @example pizza hut
             */
            pattern: string;
        };
        Person: {
            /** @description Their picture. */
            readonly avatar_url: string | null;
            /** @description The name they want to be shown. */
            readonly display_name: string;
            /** @description Their address. */
            readonly email: string;
            /** @description Given name. */
            readonly first_name: string;
            /** @description The user. */
            readonly id: string;
            /** @description Family name. */
            readonly last_name: string;
        };
        Preferences: {
            /**
             * @description How dates are shown.
             * @enum {string}
             */
            date_format: "locale" | "iso" | "dmy" | "mdy";
            /**
             * @description What a new transaction with an uncertain category gets.
             * @enum {string}
             */
            low_confidence: "suggest" | "reject";
            /** @description Notices by mail. */
            notification_email: boolean;
            /** @description Notices in the page. */
            notification_push: boolean;
            /** @description Notices by Telegram. */
            notification_telegram: boolean;
            /** @description Notices about budgets. */
            notify_budgets: boolean;
            /** @description Notices about goals. */
            notify_goals: boolean;
            /** @description Notices about imports. */
            notify_imports: boolean;
            /** @description Notices about unusual transactions. */
            notify_unusual: boolean;
            /**
             * @description How numbers are shown.
             * @enum {string}
             */
            number_format: "locale" | "point" | "comma" | "space" | "apostrophe";
            /** @description Amounts are hidden until asked for. */
            privacy_mode: boolean;
            /**
             * @description The page after signing in.
             * @enum {string}
             */
            start_page: "dashboard" | "transactions" | "accounts" | "import";
            /**
             * @description Colours of the page.
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
            /**
             * Format: date-time
             * @description When they were last changed.
             */
            readonly updated_at: string;
            /**
             * @description First day of a week.
             * @enum {string}
             */
            week_start: "monday" | "sunday" | "saturday";
        };
        PreferencesInput: {
            /**
             * @description How dates are shown.
             * @default locale
             * @enum {string}
             */
            date_format: "locale" | "iso" | "dmy" | "mdy";
            /**
             * @description What a new transaction with an uncertain category gets.
             * @default suggest
             * @enum {string}
             */
            low_confidence: "suggest" | "reject";
            /**
             * @description Notices by mail.
             * @default true
             */
            notification_email: boolean;
            /**
             * @description Notices in the page.
             * @default true
             */
            notification_push: boolean;
            /** @description Notices by Telegram. */
            notification_telegram?: boolean;
            /**
             * @description Notices about budgets.
             * @default true
             */
            notify_budgets: boolean;
            /**
             * @description Notices about goals.
             * @default true
             */
            notify_goals: boolean;
            /**
             * @description Notices about imports.
             * @default true
             */
            notify_imports: boolean;
            /**
             * @description Notices about unusual transactions.
             * @default true
             */
            notify_unusual: boolean;
            /**
             * @description How numbers are shown.
             * @default locale
             * @enum {string}
             */
            number_format: "locale" | "point" | "comma" | "space" | "apostrophe";
            /** @description Amounts are hidden until asked for. */
            privacy_mode?: boolean;
            /**
             * @description The page after signing in.
             * @default dashboard
             * @enum {string}
             */
            start_page: "dashboard" | "transactions" | "accounts" | "import";
            /**
             * @description Colours of the page.
             * @default auto
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
            /**
             * @description First day of a week.
             * @default monday
             * @enum {string}
             */
            week_start: "monday" | "sunday" | "saturday";
        };
        Problem: {
            detail?: string;
            errors?: {
                detail: string;
                pointer: string;
            }[];
            instance?: string;
            status: number;
            title: string;
            type: string;
        };
        RefreshInput: {
            /** @description The refresh token; without it the cookie is used. */
            refresh_token?: string | null;
        };
        RegistrationInput: {
            /**
             * @description The currency of totals.
             * @default USD
             */
            currency: string;
            /**
             * @description The address to sign in with.
             * @example ada@example.org
             */
            email: string;
            /** @description Given name. */
            first_name?: string;
            /** @description Family name. */
            last_name?: string;
            /**
             * @description BCP 47 language tag.
             * @default en-US
             */
            locale: string;
            /** @description At least 15 characters; not one of the common ones. */
            password: string;
            /**
             * @description IANA name of the time zone.
             * @default UTC
             */
            timezone: string;
        };
        SignedIn: {
            /** @description For the Authorization header, 15 minutes. */
            readonly access_token: string;
            /** @description Seconds until the access token ends. */
            readonly expires_in: number;
            /** @description For /auth/refresh, once, within 7 days. */
            readonly refresh_token: string;
            /** @description Who signed in. */
            readonly user: {
                /** @description An https address of a picture. */
                avatar_url: string | null;
                /**
                 * Format: date-time
                 * @description When the user registered.
                 */
                readonly created_at: string;
                /** @description The currency of totals. */
                currency: string;
                /** @description The workspace used when a request names none. */
                default_workspace_id: string | null;
                /** @description Shown to others; first and last name when empty. */
                display_name: string;
                /**
                 * @description The address to sign in with.
                 * @example ada@example.org
                 */
                email: string;
                /** @description Given name. */
                first_name: string;
                /** @description Given by the server. */
                readonly id: string;
                /** @description Whether the user may sign in. */
                readonly is_active: boolean;
                /** @description Whether the address was confirmed. */
                readonly is_verified: boolean;
                /**
                 * Format: date-time
                 * @description The last sign-in.
                 */
                readonly last_login_at: string | null;
                /** @description Family name. */
                last_name: string;
                /** @description BCP 47 language tag for texts and numbers. */
                locale: string;
                /** @description IANA name of the time zone. */
                timezone: string;
                /**
                 * Format: date-time
                 * @description When the user was last changed.
                 */
                readonly updated_at: string;
            };
        };
        Tag: {
            /** @description #rrggbb. */
            color: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description Given by the server. */
            readonly id: string;
            /**
             * @description The word; no two tags share one.
             * @example holiday
             */
            name: string;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        TagChanges: {
            /** @description #rrggbb. */
            color?: string | null;
            /**
             * @description The word; no two tags share one.
             * @example holiday
             */
            name?: string;
        };
        TagInput: {
            /** @description #rrggbb. */
            color?: string | null;
            /**
             * @description The word; no two tags share one.
             * @example holiday
             */
            name: string;
        };
        Ticket: {
            /** @description Seconds until it ends. */
            readonly expires_in: number;
            /** @description For /ws/connect?ticket=, once. */
            readonly ticket: string;
        };
        Transaction: {
            /** @description The account whose money moved. */
            account_id: string;
            /**
             * @description Negative is money leaving.
             * @example -45.50
             */
            amount: string;
            /**
             * Format: date
             * @description When it was authorised.
             */
            authorized_date: string | null;
            /** @description The batch it came with. */
            readonly batch_id: string | null;
            /** @description What it was for. */
            category_id: string | null;
            /**
             * @description Who or what decided the category.
             * @enum {string}
             */
            readonly category_source: "none" | "user" | "rule" | "memory" | "pattern" | "model" | "ai";
            /** @description How sure that was, 0 to 1. */
            readonly confidence: number | null;
            /** @description Who paid or was paid. */
            counterparty: string | null;
            /** @description Their account number. */
            counterparty_account: string | null;
            /**
             * Format: date-time
             * @description When it was stored.
             */
            readonly created_at: string;
            /**
             * @description The account's; taken from it when not given.
             * @example EUR
             */
            currency: string | null;
            /**
             * Format: date
             * @description The booking date.
             */
            date: string;
            /**
             * @description The bank's words.
             * @example PIZZA HUT DOWNTOWN
             */
            description: string;
            /** @description Why it has its category, in words. */
            readonly explanation: string | null;
            /** @description The sender's own name for it. */
            external_id: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The import it came with. */
            readonly import_id: string | null;
            /**
             * @description Of rows sent by programs.
             * @enum {string|null}
             */
            readonly ingestion_status: "pending" | "processing" | "completed" | "failed" | null;
            /** @description Counts in no report. */
            is_hidden: boolean;
            /** @description Comes back regularly. */
            is_recurring: boolean;
            /** @description Between own accounts: no spending and no income. */
            is_transfer: boolean;
            /** @description Where it was. */
            location: unknown;
            /** @description A shop's name. */
            merchant: string | null;
            /** @description Address of its logo. */
            merchant_logo: string | null;
            /** @description Anything a program wants to keep with it. */
            metadata: unknown;
            /** @description Free text. */
            notes: string | null;
            /** @description What was paid in another currency. */
            original_amount: string | null;
            /** @description That currency. */
            original_currency: string | null;
            /** @description A split into categories; the amounts sum to the transaction's. */
            parts: {
                /** @description Signed; the parts sum to the transaction. */
                amount: string;
                /** @description The part's category. */
                category_id: string | null;
                /** @description Free text. */
                note: string | null;
            }[];
            /**
             * Format: date
             * @description When a pending one was posted.
             */
            posted_date: string | null;
            /** @description The payment's reference. */
            reference: string | null;
            /** @description Its line in the imported file. */
            readonly source_line: number | null;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status: "pending" | "posted" | "cancelled";
            /** @description A guess that was not sure enough to apply. */
            readonly suggested_category_id: string | null;
            /** @description Words of your own. */
            tags: string[];
            /**
             * @description From the sign and is_transfer.
             * @enum {string}
             */
            readonly transaction_type: "income" | "expense" | "transfer";
            /** @description The other side of the transfer. */
            readonly transfer_pair_id: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /**
             * Format: date
             * @description From when it bears interest.
             */
            value_date: string | null;
        };
        TransactionChanges: {
            /** @description The account whose money moved. */
            account_id?: string;
            /**
             * @description Negative is money leaving.
             * @example -45.50
             */
            amount?: string | number;
            /**
             * Format: date
             * @description When it was authorised.
             */
            authorized_date?: string | null;
            /** @description What it was for. */
            category_id?: string | null;
            /** @description Who paid or was paid. */
            counterparty?: string | null;
            /** @description Their account number. */
            counterparty_account?: string | null;
            /**
             * @description The account's; taken from it when not given.
             * @example EUR
             */
            currency?: string;
            /**
             * Format: date
             * @description The booking date.
             */
            date?: string;
            /**
             * @description The bank's words.
             * @example PIZZA HUT DOWNTOWN
             */
            description?: string;
            /** @description The sender's own name for it. */
            external_id?: string | null;
            /** @description Counts in no report. */
            is_hidden?: boolean;
            /** @description Comes back regularly. */
            is_recurring?: boolean;
            /** @description Between own accounts: no spending and no income. */
            is_transfer?: boolean;
            /** @description Where it was. */
            location?: unknown;
            /** @description A shop's name. */
            merchant?: string | null;
            /** @description Address of its logo. */
            merchant_logo?: string | null;
            /** @description Anything a program wants to keep with it. */
            metadata?: unknown;
            /** @description Free text. */
            notes?: string | null;
            /** @description What was paid in another currency. */
            original_amount?: string | number | null;
            /** @description That currency. */
            original_currency?: string | null;
            /** @description A split into categories; the amounts sum to the transaction's. */
            parts?: {
                /** @description Signed; the parts sum to the transaction. */
                amount: string | number;
                /** @description The part's category. */
                category_id?: string | null;
                /** @description Free text. */
                note?: string | null;
            }[];
            /**
             * Format: date
             * @description When a pending one was posted.
             */
            posted_date?: string | null;
            /** @description The payment's reference. */
            reference?: string | null;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status?: "pending" | "posted" | "cancelled";
            /** @description Words of your own. */
            tags?: string[];
            /**
             * Format: date
             * @description From when it bears interest.
             */
            value_date?: string | null;
        };
        TransactionInput: {
            /** @description The account whose money moved. */
            account_id: string;
            /**
             * @description Negative is money leaving.
             * @example -45.50
             */
            amount: string | number;
            /**
             * Format: date
             * @description When it was authorised.
             */
            authorized_date?: string | null;
            /** @description What it was for. */
            category_id?: string | null;
            /** @description Who paid or was paid. */
            counterparty?: string | null;
            /** @description Their account number. */
            counterparty_account?: string | null;
            /**
             * @description The account's; taken from it when not given.
             * @example EUR
             */
            currency?: string;
            /**
             * Format: date
             * @description The booking date.
             */
            date: string;
            /**
             * @description The bank's words.
             * @example PIZZA HUT DOWNTOWN
             */
            description: string;
            /** @description The sender's own name for it. */
            external_id?: string | null;
            /**
             * @description Counts in no report.
             * @default false
             */
            is_hidden: boolean;
            /**
             * @description Comes back regularly.
             * @default false
             */
            is_recurring: boolean;
            /**
             * @description Between own accounts: no spending and no income.
             * @default false
             */
            is_transfer: boolean;
            /** @description Where it was. */
            location?: unknown;
            /** @description A shop's name. */
            merchant?: string | null;
            /** @description Address of its logo. */
            merchant_logo?: string | null;
            /** @description Anything a program wants to keep with it. */
            metadata?: unknown;
            /** @description Free text. */
            notes?: string | null;
            /** @description What was paid in another currency. */
            original_amount?: string | number | null;
            /** @description That currency. */
            original_currency?: string | null;
            /** @description A split into categories; the amounts sum to the transaction's. */
            parts?: {
                /** @description Signed; the parts sum to the transaction. */
                amount: string | number;
                /** @description The part's category. */
                category_id?: string | null;
                /** @description Free text. */
                note?: string | null;
            }[];
            /**
             * Format: date
             * @description When a pending one was posted.
             */
            posted_date?: string | null;
            /** @description The payment's reference. */
            reference?: string | null;
            /**
             * @description Where it stands.
             * @default posted
             * @enum {string}
             */
            status: "pending" | "posted" | "cancelled";
            /** @description Words of your own. */
            tags?: string[];
            /**
             * Format: date
             * @description From when it bears interest.
             */
            value_date?: string | null;
        };
        User: {
            /** @description An https address of a picture. */
            avatar_url: string | null;
            /**
             * Format: date-time
             * @description When the user registered.
             */
            readonly created_at: string;
            /** @description The currency of totals. */
            currency: string;
            /** @description The workspace used when a request names none. */
            default_workspace_id: string | null;
            /** @description Shown to others; first and last name when empty. */
            display_name: string;
            /**
             * @description The address to sign in with.
             * @example ada@example.org
             */
            email: string;
            /** @description Given name. */
            first_name: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description Whether the user may sign in. */
            readonly is_active: boolean;
            /** @description Whether the address was confirmed. */
            readonly is_verified: boolean;
            /**
             * Format: date-time
             * @description The last sign-in.
             */
            readonly last_login_at: string | null;
            /** @description Family name. */
            last_name: string;
            /** @description BCP 47 language tag for texts and numbers. */
            locale: string;
            /** @description IANA name of the time zone. */
            timezone: string;
            /**
             * Format: date-time
             * @description When the user was last changed.
             */
            readonly updated_at: string;
        };
        UserInput: {
            /** @description An https address of a picture. */
            avatar_url?: string | null;
            /**
             * @description The currency of totals.
             * @default USD
             */
            currency: string;
            /** @description The workspace used when a request names none. */
            default_workspace_id?: string | null;
            /** @description Shown to others; first and last name when empty. */
            display_name?: string;
            /**
             * @description The address to sign in with.
             * @example ada@example.org
             */
            email: string;
            /** @description Given name. */
            first_name?: string;
            /** @description Family name. */
            last_name?: string;
            /**
             * @description BCP 47 language tag for texts and numbers.
             * @default en-US
             */
            locale: string;
            /**
             * @description IANA name of the time zone.
             * @default UTC
             */
            timezone: string;
        };
        Workspace: {
            /**
             * @description ISO 3166 code of the country most of its merchants are in.
             * @example DE
             */
            country: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description The currency of its totals. */
            home_currency: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description Shown to its members. */
            name: string;
            /**
             * @description The role of the one who asks.
             * @enum {string}
             */
            readonly role: "viewer" | "member" | "admin" | "owner";
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        WorkspaceInput: {
            /**
             * @description ISO 3166 code of the country most of its merchants are in.
             * @example DE
             */
            country?: string | null;
            /**
             * @description The currency of its totals.
             * @default USD
             */
            home_currency: string;
            /** @description Shown to its members. */
            name: string;
        };
    };
    responses: {
        /** @description What went wrong */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_accounts: {
        parameters: {
            query?: {
                /** @description Only this type. */
                account_type?: string;
                /** @description Only this currency. */
                currency?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only active or only inactive ones. */
                is_active?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Account"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_accounts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_accounts_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_accounts_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_accounts_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_accounts_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_admin_jobs: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only this kind. */
                kind?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Only this queue. */
                queue?: string;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description Only jobs that stand there. */
                status?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Job"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_admin_jobs_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    job_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    job_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeInput"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshInput"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_request_password_reset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressInput"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_resend_verification: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressInput"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetInput"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    api_token_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiToken"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    api_token_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    api_token_drop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    auth_verify_email: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmationInput"];
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_categories: {
        parameters: {
            query?: {
                /** @description Only this type. */
                category_type?: string;
                /** @description The system category with this code. */
                code?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only active or only inactive ones. */
                is_active?: string;
                /** @description Only those that came with the program, or not. */
                is_system?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Only children of this group. */
                parent_id?: string;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Category"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_categories: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_categories_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_categories_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_categories_id: {
        parameters: {
            query?: {
                /** @description Where its transactions go; without it they become uncategorised. */
                reassign_to?: string;
            };
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_categories_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    category_merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryMergeInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    category_patterns: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatternList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    category_pattern_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatternNewInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryPattern"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    category_pattern_drop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
                pattern_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    category_hierarchy: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryTree"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    category_usage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryUsage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    invitation_accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationTokenInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_notifications: {
        parameters: {
            query?: {
                /** @description From the page before. */
                cursor?: string;
                /** @description How many at most; 50 when not given. */
                limit?: number;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    notification_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    notification_read_all: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_tags: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tag"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_tags: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_tags_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_tags_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_tags_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_tags_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_transactions: {
        parameters: {
            query?: {
                /** @description Only these accounts. */
                account_id?: string;
                /** @description The same by code or name. */
                category?: string;
                /** @description In this category or one below it, wholly or in part. */
                category_id?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description On this day or before. */
                end_date?: string;
                /** @description Only from this import. */
                import_id?: string;
                /** @description Only hidden ones, or none. */
                is_hidden?: string;
                /** @description Only recurring ones, or none. */
                is_recurring?: string;
                /** @description Only transfers, or none. */
                is_transfer?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description At most this signed amount. */
                max_amount?: string;
                /** @description Only these merchants. */
                merchant?: string;
                /** @description At least this signed amount. */
                min_amount?: string;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Text in description, merchant, counterparty, reference or notes, without regard to case and accents. */
                search_query?: string;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description On this day or later. */
                start_date?: string;
                /** @description Only these statuses. */
                status?: string;
                /** @description Only with this tag. */
                tag?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
                /** @description Only these types. */
                transaction_type?: string;
                /** @description 'true': only those without a category. */
                uncategorized?: string;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Transaction"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_transactions_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_transactions_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransactionInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_transactions_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_transactions_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransactionChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transaction_parts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartsBodyInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transactions_bulk_categorize: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkCategorizeInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDone"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transactions_bulk_delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkDeleteInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDone"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transactions_bulk_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkUpdateInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkDone"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    user_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    user_me_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    user_me_drop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    preferences_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    preferences_me_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    user_search: {
        parameters: {
            query: {
                /** @description A part of a name or address. */
                query: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Person"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    workspace_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Workspace"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    workspace_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    workspace_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    workspace_put: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    workspace_drop: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; another version is answered with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    invitation_list: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    invitation_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
            };
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    invitation_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    member_list: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
            };
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                        links: components["schemas"]["Links"];
                        next_cursor: string | null;
                        total: number | null;
                    };
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    member_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChangeInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    member_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    socket_ticket: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
