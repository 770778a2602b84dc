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
    "/accounts/{id}/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account's balance on each day on which something was booked. */
        get: operations["account_balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/analysis/net-worth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What all accounts hold, at the ends of months. */
        get: operations["net_worth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receipts and documents, newest first. */
        get: operations["get_attachments"];
        put?: never;
        /** Takes a picture or a PDF (form field 'file') and reads it in the background; transaction_id and note may stand beside it. */
        post: operations["attachment_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attachments/{attachment_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file as it came. */
        get: operations["attachment_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One attachment. */
        get: operations["get_attachments_id"];
        put?: never;
        post?: never;
        /** Removes it for good. */
        delete: operations["delete_attachments_id"];
        options?: never;
        head?: never;
        /** Joins it to a transaction, or parts them; changes the note. */
        patch: operations["patch_attachments_id"];
        trace?: never;
    };
    "/attachments/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads it once more and looks for its transaction again. */
        post: operations["attachment_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what in the workspace, newest first. */
        get: operations["audit_list"];
        put?: never;
        post?: never;
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
    "/import-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the import_templates. */
        get: operations["get_import_templates"];
        put?: never;
        /** Adds a import_template. */
        post: operations["post_import_templates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/import-templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import_template. */
        get: operations["get_import_templates_id"];
        /** Replaces a import_template. */
        put: operations["put_import_templates_id"];
        post?: never;
        /** Removes a import_template. */
        delete: operations["delete_import_templates_id"];
        options?: never;
        head?: never;
        /** Changes some fields of a import_template. */
        patch: operations["patch_import_templates_id"];
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports, newest first. */
        get: operations["get_imports"];
        put?: never;
        /** Takes files (form field 'file', one or more) and reads them in the background; account_id, template_id, preview, password, save_password (the label under which it is saved once it has opened a file), try_saved_passwords and sheet may stand beside them. */
        post: operations["import_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import. */
        get: operations["get_imports_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Books what was previewed. */
        post: operations["import_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Throws it away. */
        post: operations["import_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/duplicates/{duplicate_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides about one of them. */
        post: operations["import_duplicate_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says what the columns hold; the file is read again. */
        put: operations["import_mapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How it was read: mapping, rows, findings, duplicates, the file's first lines. */
        get: operations["import_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far it is. */
        get: operations["import_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the stored file again, with a password or another sheet. */
        post: operations["import_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/rows/{row_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Corrects a row that was read, before the import is confirmed. */
        patch: operations["import_row_change"];
        trace?: never;
    };
    "/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a completed import back, with all it changed. */
        post: operations["import_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/validations/{validation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Marks a finding as resolved. */
        patch: operations["import_validation_change"];
        trace?: never;
    };
    "/imports/{import_id}/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows that match transactions, with the reason. */
        get: operations["import_duplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{import_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done, stage by stage. */
        get: operations["import_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{import_id}/validations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was found in the file. */
        get: operations["import_validations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The batches, newest first. */
        get: operations["get_integrations_batches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a batch stands. */
        get: operations["get_integrations_batches_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a batch of up to 10,000 transactions and works on it in the background. */
        post: operations["batch_take"];
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
    "/reference/currencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every currency that amounts can be in. */
        get: operations["reference_currencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/account/{account_id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account's figures for a period of at most 365 days. */
        get: operations["account_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the dashboard begins with. */
        get: operations["overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files that came, newest first. */
        get: operations["get_statements_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes the stored bytes; what was imported from them stays. */
        delete: operations["statement_file_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/files/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides about a statement whose rows came with another one already. */
        post: operations["statement_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/files/{id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes that decision back: all is as before it, and the statement waits again. */
        post: operations["statement_unmerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/files/{import_id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file's own text beside the rows that were read from it, with what needs review. */
        get: operations["statement_comparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/files/{import_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file as it came. */
        get: operations["statement_file_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/passwords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Saved passwords of protected statements, without their values. */
        get: operations["get_statements_passwords"];
        put?: never;
        /** Saves a password. */
        post: operations["post_statements_passwords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/passwords/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One saved password, without its value. */
        get: operations["get_statements_passwords_id"];
        put?: never;
        post?: never;
        /** Forgets a password. */
        delete: operations["delete_statements_passwords_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statements/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same as POST /imports. */
        post: operations["statement_upload"];
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
        /** Adds a transaction; one without a category is categorised. */
        post: operations["transaction_add"];
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
    "/transactions/{id}/pair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that two transactions are the two sides of a transfer between own accounts. */
        post: operations["transaction_pair"];
        /** Takes a pair apart; both are again what they were before. */
        delete: operations["transaction_unpair"];
        options?: never;
        head?: never;
        patch?: never;
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
    "/transactions/analytics/monthly-trends": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Income and spending month by month. */
        get: operations["monthly_trends"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/analytics/spending-by-category": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A period's spending by category. */
        get: operations["spending_by_category"];
        put?: never;
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
    "/transactions/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The transactions as a file, streamed. */
        get: operations["transactions_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/import/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports a file in one go; rows that look like stored ones are left out. */
        post: operations["transaction_import_csv"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Transactions with all of these words, and where the words stand. */
        get: operations["transaction_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Transfers found between own accounts. */
        get: operations["get_transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One transfer. */
        get: operations["get_transfers_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transfers/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pairs the two sides of a suggestion. */
        post: operations["transfer_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transfers/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that the two are no transfer; they are not paired again by themselves. */
        post: operations["transfer_refuse"];
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
        AccountBalances: {
            /** @description The account. */
            account_id: string | null;
            /** @description After the last day. */
            closing_balance: string;
            /** @description Of its amounts. */
            currency: string | null;
            /**
             * Format: date
             * @description The first day.
             */
            from: string | null;
            /** @description The days with rows, oldest first. */
            items: {
                /** @description What was there at its end. */
                balance: string;
                /** @description What its rows add up to. */
                change: string;
                /** @description How many rows. */
                count: number;
                /** @description Of the amounts. */
                currency: string | null;
                /**
                 * Format: date
                 * @description A day on which something was booked.
                 */
                date: string | null;
            }[];
            /** @description Before the first day. */
            opening_balance: string;
            /**
             * Format: date
             * @description The last day.
             */
            to: string | null;
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
        AccountSummary: {
            /** @description The account. */
            account_id: string | null;
            /** @description Of the amounts. */
            currency: string | null;
            /**
             * Format: date
             * @description The last day.
             */
            end_date: string | null;
            /** @description Both together. */
            net_amount: string;
            /** @description How far the rows have been processed. */
            processing_status: {
                /** @description Done. */
                completed: number;
                /** @description Not processed. */
                failed: number;
                /** @description Stored, not yet looked at. */
                pending: number;
                /** @description Being worked on. */
                processing: number;
            };
            /**
             * Format: date
             * @description The first day.
             */
            start_date: string | null;
            /** @description The three with the most spending. */
            top_categories: {
                /** @description What was spent; negative. */
                amount: string;
                /** @description How many transactions. */
                count: number;
                /** @description The category's name. */
                name: string;
            }[];
            /** @description All money that came. */
            total_income: string;
            /** @description All money that left; negative. */
            total_spend: string;
            /** @description All of the period, cancelled ones left out. */
            total_transactions: number;
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
        Attachment: {
            /**
             * @description By its content, whatever its name says.
             * @example image/png
             */
            readonly content_type: string;
            /**
             * Format: date-time
             * @description When it was added.
             */
            readonly created_at: string;
            /** @description As it was called. */
            readonly filename: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description How sure the suggestion is. */
            readonly match_score: number | null;
            /** @description A remark. */
            note: string | null;
            /** @description How sure the least certain of total, date and merchant is. */
            readonly receipt_confidence: number | null;
            /** @description As printed, else the workspace's. */
            readonly receipt_currency: string | null;
            /**
             * Format: date
             * @description The day printed on it.
             */
            readonly receipt_date: string | null;
            /** @description Why it could not be read. */
            readonly receipt_error: string | null;
            /** @description Whose receipt it is. */
            readonly receipt_merchant: string | null;
            /**
             * @description Whether it was read as a receipt.
             * @enum {string}
             */
            readonly receipt_status: "none" | "pending" | "read" | "unreadable";
            /** @description What stands on it. */
            readonly receipt_text: string | null;
            /** @description What was paid; negative for a refund. */
            readonly receipt_total: string | null;
            /** @description In bytes. */
            readonly size: number;
            /** @description The transaction it seems to belong to; setting transaction_id accepts it. */
            readonly suggested_transaction_id: string | null;
            /** @description The transaction it belongs to. */
            transaction_id: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description Who added it. */
            readonly user_id: string | null;
        };
        AttachmentChanges: {
            /** @description A remark. */
            note?: string | null;
            /** @description The transaction it belongs to. */
            transaction_id?: string | null;
        };
        AuditEntry: {
            /** @description The operation. */
            readonly action: string;
            /** @description From where. */
            readonly address: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            readonly at: string;
            /** @description Hash over this row and the one before. */
            readonly chain_hash: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The request's number, as in the log. */
            readonly request_id: string | null;
            /** @description What kind of thing. */
            readonly resource: string | null;
            /** @description Which one. */
            readonly resource_id: string | null;
            /** @description Its number in the workspace, without gaps. */
            readonly seq: number;
            /** @description Who. */
            readonly user_id: string;
        };
        Batch: {
            /** @description Rows stored. */
            readonly accepted: number;
            /** @description Rows worked through. */
            readonly completed: number;
            /**
             * Format: date-time
             * @description When it came.
             */
            readonly created_at: string;
            /** @description Rows that were there already. */
            readonly duplicates: number;
            /** @description Why it failed. */
            readonly error: string | null;
            /** @description The sender's own name. */
            readonly external_id: string | null;
            /** @description Rows that could not be. */
            readonly failed: number;
            /** @description Given by the server. */
            readonly id: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "completed" | "failed";
            /**
             * Format: date-time
             * @description When it last moved on.
             */
            readonly updated_at: string;
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
        Comparison: {
            /** @description The rows in the file's order. */
            items: {
                /** @description Negative is money leaving. */
                amount: string;
                /** @description After it, as the file has it. */
                balance: string | null;
                /** @description How sure the reading is, 0 to 1. */
                confidence: number;
                /** @description Who paid or was paid. */
                counterparty: string | null;
                /** @description The account's. */
                currency: string | null;
                /**
                 * Format: date
                 * @description As it was read, or corrected.
                 */
                date: string | null;
                /** @description The bank's words. */
                description: string | null;
                /** @description Fields in which the stored transaction differs from the file now. */
                difference: string[];
                /** @description What was found about its line. */
                findings: {
                    /** @description Which field. */
                    field: string | null;
                    /**
                     * @description How bad it is.
                     * @enum {string|null}
                     */
                    level: "INFO" | "WARNING" | "ERROR" | null;
                    /** @description What was found. */
                    message: string;
                    /** @description What to do. */
                    suggested_fix: string | null;
                }[];
                /** @description Whether a person corrected it. */
                is_edited: boolean;
                /** @description Whether it is not to be booked. */
                is_skipped: boolean;
                /** @description Its line in the file, or on its page. */
                line: number;
                /** @description The file in the zip file. */
                member: string | null;
                /** @description Unsure, found fault with, or changed since. */
                needs_review: boolean;
                /** @description Its page. */
                page: number | null;
                /** @description Which bytes of it became which field. */
                parts: {
                    /** @description How sure the reading is, 0 to 1. */
                    confidence: number;
                    /** @description Which field. */
                    field: string;
                    /** @description Its first byte in raw, from 0. */
                    from: number;
                    /** @description Bytes. */
                    length: number;
                }[];
                /** @description Its place among the file's rows, from 1. */
                position: number;
                /** @description The row as it stands in the file. */
                raw: string | null;
                /** @description The payment's reference. */
                reference: string | null;
                /** @description The row that waits and can be corrected. */
                row_id: string | null;
                /** @description Its sheet. */
                sheet: string | null;
                /** @description The transaction it became or matches. */
                transaction_id: string | null;
            }[];
            /** @description Where the next page begins. */
            next_cursor: string | null;
            /** @description Rows of the file. */
            total: number;
        };
        ConfirmationInput: {
            /** @description From the mail. */
            token: string;
        };
        CsvImported: {
            /** @description Rows that were there already, or look so. */
            duplicate_count: number;
            /** @description What could not be booked, and why. */
            errors: {
                /** @description In the file; 0: the file as a whole. */
                line: number;
                /** @description What is wrong. */
                message: string;
            }[];
            /** @description The import, to look at or undo. */
            import_id: string | null;
            /** @description Rows added to the ledger. */
            imported_count: number;
        };
        Duplicate: {
            /** @description Its account. */
            readonly account_id: string | null;
            /** @description Negative is money leaving. */
            readonly amount: string;
            /** @description The balance after it, as the file has it. */
            readonly balance: string | null;
            /** @description How sure the reading is, 0 to 1. */
            readonly confidence: number;
            /** @description Who paid or was paid. */
            readonly counterparty: string | null;
            /** @description Their account. */
            readonly counterparty_account: string | null;
            /**
             * Format: date-time
             * @description When it was read.
             */
            readonly created_at: string;
            /** @description The account's. */
            readonly currency: string;
            /**
             * Format: date
             * @description The booking date.
             */
            readonly date: string;
            /** @description The bank's words. */
            readonly description: string;
            /** @description The file's name for it. */
            readonly external_id: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The import. */
            readonly import_id: string;
            /** @description Whether a person corrected it. */
            readonly is_edited: boolean;
            /** @description Not booked yet. */
            readonly is_pending: boolean;
            /** @description Whether it is not to be booked. */
            readonly is_skipped: boolean;
            /** @description Its line in the file. */
            readonly line: number;
            /** @description How alike they are, 0 to 1. */
            readonly match_score: number | null;
            /** @description What was paid in another currency. */
            readonly original_amount: string | null;
            /** @description That currency. */
            readonly original_currency: string | null;
            /** @description Why, in words. */
            readonly reason: string | null;
            /** @description The payment's reference. */
            readonly reference: string | null;
            /**
             * @description duplicate: the same row was imported before; near: it looks like the transaction.
             * @enum {string}
             */
            readonly row_state: "new" | "duplicate" | "near";
            /**
             * @description What was decided.
             * @enum {string|null}
             */
            readonly state: "open" | "merged" | "kept_both" | "deleted_old" | null;
            /** @description The transaction it matches. */
            readonly transaction_id: string | null;
            /**
             * Format: date-time
             * @description When it was last decided about.
             */
            readonly updated_at: string;
            /**
             * Format: date
             * @description From when it bears interest.
             */
            readonly value_date: string | null;
        };
        DuplicateResolveInput: {
            /**
             * @description merge: they are one; keep_both: they are two; delete_old: the new one replaces it.
             * @example merge
             * @enum {string}
             */
            action: "merge" | "keep_both" | "delete_old";
        };
        Import: {
            /** @description The account; none as long as it is not known. */
            readonly account_id: string | null;
            /** @description Which AI, if one did. */
            readonly ai_provider: string | null;
            /** @description Whether it can be read in another way. */
            readonly ambiguous: boolean;
            /** @description How often reading was begun. */
            readonly attempts: number;
            /** @description After its last row. */
            readonly closing_balance: string | null;
            /**
             * Format: date-time
             * @description When it came to its end.
             */
            readonly completed_at: string | null;
            /**
             * Format: date-time
             * @description When the file came.
             */
            readonly created_at: string;
            /** @description Of its amounts. */
            readonly currency: string | null;
            /** @description What stands between columns. */
            readonly delimiter: string | null;
            /** @description An earlier statement of the account that has most of these rows already. */
            readonly duplicate_of_id: string | null;
            /** @description Rows that were there already. */
            readonly duplicate_rows: number;
            /** @description How much of it duplicate_of_id has already, 0 to 1. */
            readonly duplicate_score: number | null;
            /**
             * @description What was decided about a statement that is there already.
             * @enum {string|null}
             */
            readonly duplicate_state: "none" | "open" | "merged" | "kept_both" | "deleted_old" | null;
            /** @description Its character set. */
            readonly encoding: string | null;
            /** @description Why it failed, as a code. */
            readonly error_code: string | null;
            /** @description Why it failed. */
            readonly error_details: string | null;
            /** @description Rows that could not be booked. */
            readonly failed_imports: number;
            /** @description Bytes. */
            readonly file_size: number;
            /** @description Detected from its content. */
            readonly file_type: string | null;
            /** @description As its sender calls it. */
            readonly filename: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The bank, if the file says. */
            readonly institution: string | null;
            /** @description Whether the file is still stored. */
            readonly is_file_kept: boolean;
            /** @description Whether it needed a password. */
            readonly is_password_protected: boolean;
            /** @description Rows that look like stored ones. */
            readonly near_rows: number;
            /** @description How sure the reading of pages that are pictures is, 0 to 1; null: none are. */
            readonly ocr_confidence: number | null;
            /** @description Before its first row. */
            readonly opening_balance: string | null;
            /** @description Pages of a PDF. */
            readonly pages: number | null;
            /**
             * @description Who read it.
             * @enum {string}
             */
            readonly parser_type: "system" | "ai";
            /** @description The saved password that opened it. */
            readonly password_id: string | null;
            /** @description The days it covers. */
            readonly period: {
                /**
                 * Format: date
                 * @description The first day.
                 */
                from: string | null;
                /**
                 * Format: date
                 * @description The last day.
                 */
                to: string | null;
            };
            /** @description Rows worked through. */
            readonly processed_rows: number;
            /** @description How far it is, in percent. */
            readonly progress: number;
            /** @description Whether the file's balances prove its rows; null when it has none. */
            readonly reconciled: boolean | null;
            /** @description The sheet of the workbook that was read. */
            readonly sheet: string | null;
            /**
             * @description What is being done.
             * @enum {string|null}
             */
            readonly stage: "decrypt" | "extract" | "parse" | "deduplicate" | "create" | "complete" | null;
            /**
             * Format: date-time
             * @description When reading began.
             */
            readonly started_at: string | null;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "needs_review" | "completed" | "failed" | "discarded" | "undone";
            /** @description Rows added to the ledger. */
            readonly successful_imports: number;
            /** @description The template that was used. */
            readonly template_id: string | null;
            /** @description Rows of the file. */
            readonly total_rows: number;
            /** @description How sure that is, 0 to 1. */
            readonly type_confidence: number | null;
            /**
             * Format: date-time
             * @description When it last moved on.
             */
            readonly updated_at: string;
        };
        ImportConfirmInput: {
            /** @description The account, where the file does not say it. */
            account_id?: string | null;
            /**
             * @description What becomes of rows that look like stored ones and are not decided about.
             * @enum {string|null}
             */
            duplicates?: "merge" | "keep_both" | null;
        };
        ImportList: {
            /** @description One for each file. */
            readonly items: {
                /** @description The account; none as long as it is not known. */
                readonly account_id: string | null;
                /** @description Which AI, if one did. */
                readonly ai_provider: string | null;
                /** @description Whether it can be read in another way. */
                readonly ambiguous: boolean;
                /** @description How often reading was begun. */
                readonly attempts: number;
                /** @description After its last row. */
                readonly closing_balance: string | null;
                /**
                 * Format: date-time
                 * @description When it came to its end.
                 */
                readonly completed_at: string | null;
                /**
                 * Format: date-time
                 * @description When the file came.
                 */
                readonly created_at: string;
                /** @description Of its amounts. */
                readonly currency: string | null;
                /** @description What stands between columns. */
                readonly delimiter: string | null;
                /** @description An earlier statement of the account that has most of these rows already. */
                readonly duplicate_of_id: string | null;
                /** @description Rows that were there already. */
                readonly duplicate_rows: number;
                /** @description How much of it duplicate_of_id has already, 0 to 1. */
                readonly duplicate_score: number | null;
                /**
                 * @description What was decided about a statement that is there already.
                 * @enum {string|null}
                 */
                readonly duplicate_state: "none" | "open" | "merged" | "kept_both" | "deleted_old" | null;
                /** @description Its character set. */
                readonly encoding: string | null;
                /** @description Why it failed, as a code. */
                readonly error_code: string | null;
                /** @description Why it failed. */
                readonly error_details: string | null;
                /** @description Rows that could not be booked. */
                readonly failed_imports: number;
                /** @description Bytes. */
                readonly file_size: number;
                /** @description Detected from its content. */
                readonly file_type: string | null;
                /** @description As its sender calls it. */
                readonly filename: string;
                /** @description Given by the server. */
                readonly id: string;
                /** @description The bank, if the file says. */
                readonly institution: string | null;
                /** @description Whether the file is still stored. */
                readonly is_file_kept: boolean;
                /** @description Whether it needed a password. */
                readonly is_password_protected: boolean;
                /** @description Rows that look like stored ones. */
                readonly near_rows: number;
                /** @description How sure the reading of pages that are pictures is, 0 to 1; null: none are. */
                readonly ocr_confidence: number | null;
                /** @description Before its first row. */
                readonly opening_balance: string | null;
                /** @description Pages of a PDF. */
                readonly pages: number | null;
                /**
                 * @description Who read it.
                 * @enum {string}
                 */
                readonly parser_type: "system" | "ai";
                /** @description The saved password that opened it. */
                readonly password_id: string | null;
                /** @description The days it covers. */
                readonly period: {
                    /**
                     * Format: date
                     * @description The first day.
                     */
                    from: string | null;
                    /**
                     * Format: date
                     * @description The last day.
                     */
                    to: string | null;
                };
                /** @description Rows worked through. */
                readonly processed_rows: number;
                /** @description How far it is, in percent. */
                readonly progress: number;
                /** @description Whether the file's balances prove its rows; null when it has none. */
                readonly reconciled: boolean | null;
                /** @description The sheet of the workbook that was read. */
                readonly sheet: string | null;
                /**
                 * @description What is being done.
                 * @enum {string|null}
                 */
                readonly stage: "decrypt" | "extract" | "parse" | "deduplicate" | "create" | "complete" | null;
                /**
                 * Format: date-time
                 * @description When reading began.
                 */
                readonly started_at: string | null;
                /**
                 * @description Where it stands.
                 * @enum {string}
                 */
                readonly status: "pending" | "processing" | "needs_review" | "completed" | "failed" | "discarded" | "undone";
                /** @description Rows added to the ledger. */
                readonly successful_imports: number;
                /** @description The template that was used. */
                readonly template_id: string | null;
                /** @description Rows of the file. */
                readonly total_rows: number;
                /** @description How sure that is, 0 to 1. */
                readonly type_confidence: number | null;
                /**
                 * Format: date-time
                 * @description When it last moved on.
                 */
                readonly updated_at: string;
            }[];
        };
        ImportPreview: {
            /** @description The names of the columns, as the file has them. */
            columns: string[];
            /** @description What stands between columns. */
            delimiter: string | null;
            /** @description Rows that match transactions. */
            duplicates: {
                /** @description Its account. */
                readonly account_id: string | null;
                /** @description Negative is money leaving. */
                readonly amount: string;
                /** @description The balance after it, as the file has it. */
                readonly balance: string | null;
                /** @description How sure the reading is, 0 to 1. */
                readonly confidence: number;
                /** @description Who paid or was paid. */
                readonly counterparty: string | null;
                /** @description Their account. */
                readonly counterparty_account: string | null;
                /**
                 * Format: date-time
                 * @description When it was read.
                 */
                readonly created_at: string;
                /** @description The account's. */
                readonly currency: string;
                /**
                 * Format: date
                 * @description The booking date.
                 */
                readonly date: string;
                /** @description The bank's words. */
                readonly description: string;
                /** @description The file's name for it. */
                readonly external_id: string | null;
                /** @description Given by the server. */
                readonly id: string;
                /** @description The import. */
                readonly import_id: string;
                /** @description Whether a person corrected it. */
                readonly is_edited: boolean;
                /** @description Not booked yet. */
                readonly is_pending: boolean;
                /** @description Whether it is not to be booked. */
                readonly is_skipped: boolean;
                /** @description Its line in the file. */
                readonly line: number;
                /** @description How alike they are, 0 to 1. */
                readonly match_score: number | null;
                /** @description What was paid in another currency. */
                readonly original_amount: string | null;
                /** @description That currency. */
                readonly original_currency: string | null;
                /** @description Why, in words. */
                readonly reason: string | null;
                /** @description The payment's reference. */
                readonly reference: string | null;
                /**
                 * @description duplicate: the same row was imported before; near: it looks like the transaction.
                 * @enum {string}
                 */
                readonly row_state: "new" | "duplicate" | "near";
                /**
                 * @description What was decided.
                 * @enum {string|null}
                 */
                readonly state: "open" | "merged" | "kept_both" | "deleted_old" | null;
                /** @description The transaction it matches. */
                readonly transaction_id: string | null;
                /**
                 * Format: date-time
                 * @description When it was last decided about.
                 */
                readonly updated_at: string;
                /**
                 * Format: date
                 * @description From when it bears interest.
                 */
                readonly value_date: string | null;
            }[];
            /** @description The file's character set. */
            encoding: string | null;
            /** @description What should be known about it. */
            findings: {
                /**
                 * Format: date-time
                 * @description When it was found.
                 */
                readonly created_at: string;
                /** @description Which field. */
                readonly field_name: string | null;
                /** @description Given by the server. */
                readonly id: string;
                /** @description The import. */
                readonly import_id: string;
                /** @description Whether somebody has dealt with it. */
                is_resolved: boolean;
                /** @description What was found. */
                readonly message: string;
                /** @description The line; 0: the file as a whole. */
                readonly row_number: number;
                /** @description What to do. */
                readonly suggested_fix: string | null;
                /**
                 * Format: date-time
                 * @description When it was last changed.
                 */
                readonly updated_at: string;
                /**
                 * @description How bad it is.
                 * @enum {string}
                 */
                readonly validation_type: "INFO" | "WARNING" | "ERROR";
            }[];
            /** @description Detected from the content. */
            format: string | null;
            /** @description The import. */
            import: {
                /** @description The account; none as long as it is not known. */
                readonly account_id: string | null;
                /** @description Which AI, if one did. */
                readonly ai_provider: string | null;
                /** @description Whether it can be read in another way. */
                readonly ambiguous: boolean;
                /** @description How often reading was begun. */
                readonly attempts: number;
                /** @description After its last row. */
                readonly closing_balance: string | null;
                /**
                 * Format: date-time
                 * @description When it came to its end.
                 */
                readonly completed_at: string | null;
                /**
                 * Format: date-time
                 * @description When the file came.
                 */
                readonly created_at: string;
                /** @description Of its amounts. */
                readonly currency: string | null;
                /** @description What stands between columns. */
                readonly delimiter: string | null;
                /** @description An earlier statement of the account that has most of these rows already. */
                readonly duplicate_of_id: string | null;
                /** @description Rows that were there already. */
                readonly duplicate_rows: number;
                /** @description How much of it duplicate_of_id has already, 0 to 1. */
                readonly duplicate_score: number | null;
                /**
                 * @description What was decided about a statement that is there already.
                 * @enum {string|null}
                 */
                readonly duplicate_state: "none" | "open" | "merged" | "kept_both" | "deleted_old" | null;
                /** @description Its character set. */
                readonly encoding: string | null;
                /** @description Why it failed, as a code. */
                readonly error_code: string | null;
                /** @description Why it failed. */
                readonly error_details: string | null;
                /** @description Rows that could not be booked. */
                readonly failed_imports: number;
                /** @description Bytes. */
                readonly file_size: number;
                /** @description Detected from its content. */
                readonly file_type: string | null;
                /** @description As its sender calls it. */
                readonly filename: string;
                /** @description Given by the server. */
                readonly id: string;
                /** @description The bank, if the file says. */
                readonly institution: string | null;
                /** @description Whether the file is still stored. */
                readonly is_file_kept: boolean;
                /** @description Whether it needed a password. */
                readonly is_password_protected: boolean;
                /** @description Rows that look like stored ones. */
                readonly near_rows: number;
                /** @description How sure the reading of pages that are pictures is, 0 to 1; null: none are. */
                readonly ocr_confidence: number | null;
                /** @description Before its first row. */
                readonly opening_balance: string | null;
                /** @description Pages of a PDF. */
                readonly pages: number | null;
                /**
                 * @description Who read it.
                 * @enum {string}
                 */
                readonly parser_type: "system" | "ai";
                /** @description The saved password that opened it. */
                readonly password_id: string | null;
                /** @description The days it covers. */
                readonly period: {
                    /**
                     * Format: date
                     * @description The first day.
                     */
                    from: string | null;
                    /**
                     * Format: date
                     * @description The last day.
                     */
                    to: string | null;
                };
                /** @description Rows worked through. */
                readonly processed_rows: number;
                /** @description How far it is, in percent. */
                readonly progress: number;
                /** @description Whether the file's balances prove its rows; null when it has none. */
                readonly reconciled: boolean | null;
                /** @description The sheet of the workbook that was read. */
                readonly sheet: string | null;
                /**
                 * @description What is being done.
                 * @enum {string|null}
                 */
                readonly stage: "decrypt" | "extract" | "parse" | "deduplicate" | "create" | "complete" | null;
                /**
                 * Format: date-time
                 * @description When reading began.
                 */
                readonly started_at: string | null;
                /**
                 * @description Where it stands.
                 * @enum {string}
                 */
                readonly status: "pending" | "processing" | "needs_review" | "completed" | "failed" | "discarded" | "undone";
                /** @description Rows added to the ledger. */
                readonly successful_imports: number;
                /** @description The template that was used. */
                readonly template_id: string | null;
                /** @description Rows of the file. */
                readonly total_rows: number;
                /** @description How sure that is, 0 to 1. */
                readonly type_confidence: number | null;
                /**
                 * Format: date-time
                 * @description When it last moved on.
                 */
                readonly updated_at: string;
            };
            /** @description What the columns were taken for. */
            mapping: {
                /** @description From 0. */
                column: number;
                /**
                 * @description Of dates and figures; found from the cells when it is not said.
                 * @example %d.%m.%Y
                 */
                format: string | null;
                /** @description Its name in the file. */
                header: string | null;
                /**
                 * @description What it holds: date, amount, debit, credit, balance, description …
                 * @example date
                 */
                role: string;
            }[];
            /** @description Where the next rows begin; null at the end. */
            next_after: number | null;
            /** @description Rows as they were read. */
            rows: {
                /** @description Negative is money leaving. */
                amount: string;
                /** @description After it, as the file has it. */
                balance: string | null;
                /** @description How sure the reading is, 0 to 1. */
                confidence: number;
                /** @description Who paid or was paid. */
                counterparty: string | null;
                /** @description The account's. */
                currency: string | null;
                /**
                 * Format: date
                 * @description The booking date.
                 */
                date: string | null;
                /** @description The bank's words. */
                description: string;
                /** @description To correct it. */
                id: string | null;
                /** @description Whether a person corrected it. */
                is_edited: boolean;
                /** @description Whether it is not to be booked. */
                is_skipped: boolean;
                /** @description Its line in the file. */
                line: number;
                /** @description Its place in the file; ?after= takes it. */
                position: number;
                /** @description Why it is not new. */
                reason: string | null;
                /**
                 * @description new, duplicate or near.
                 * @enum {string|null}
                 */
                state: "new" | "duplicate" | "near" | null;
            }[];
            /** @description The first lines of the file as cells. */
            sample: unknown;
            /** @description Of a workbook. */
            sheets: {
                /** @description Whether it is the one that was read. */
                chosen: boolean;
                /** @description Its name. */
                name: string;
                /** @description Its rows; 200: so many or more. */
                rows: number;
                /** @description visible, hidden or veryHidden. */
                state: string;
            }[];
            /** @description How sure the format is, 0 to 1. */
            type_confidence: number | null;
        };
        ImportRetryInput: {
            /** @description Tried first. */
            password?: string | null;
            /** @description The label under which the password is saved once it has opened the file. */
            save_password?: string | null;
            /** @description The sheet of the workbook, or the member of the zip file, to read; an empty text: all that have movements. */
            sheet?: string | null;
        };
        ImportTemplate: {
            /** @description What the columns mean. */
            column_mappings: {
                /** @description From 0. */
                column: number;
                /**
                 * @description Of dates and figures; found from the cells when it is not said.
                 * @example %d.%m.%Y
                 */
                format: string | null;
                /** @description Its name in the file. */
                header: string | null;
                /**
                 * @description What it holds: date, amount, debit, credit, balance, description …
                 * @example date
                 */
                role: string;
            }[];
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description Done beside the mapping: invert_sign, swap_day_month, skip_first_rows, currency, account_id. */
            data_transformations: unknown;
            /** @description Of the files it is for. */
            file_type: string;
            /** @description Of the files it is used for by itself; made from the import it is saved from. */
            fingerprint: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The one offered for its type. */
            is_default: boolean;
            /** @description Its name. */
            name: string;
            /** @description Imports read by it. */
            readonly times_used: number;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
        };
        ImportTemplateChanges: {
            /** @description What the columns mean. */
            column_mappings?: {
                /** @description From 0. */
                column: number;
                /**
                 * @description Of dates and figures; found from the cells when it is not said.
                 * @example %d.%m.%Y
                 */
                format?: string | null;
                /** @description Its name in the file. */
                header?: string | null;
                /**
                 * @description What it holds: date, amount, debit, credit, balance, description …
                 * @example date
                 */
                role: string;
            }[];
            /** @description Done beside the mapping: invert_sign, swap_day_month, skip_first_rows, currency, account_id. */
            data_transformations?: unknown;
            /** @description Of the files it is for. */
            file_type?: string;
            /** @description Of the files it is used for by itself; made from the import it is saved from. */
            fingerprint?: string | null;
            /** @description The one offered for its type. */
            is_default?: boolean;
            /** @description Its name. */
            name?: string;
        };
        ImportTemplateInput: {
            /** @description What the columns mean. */
            column_mappings: {
                /** @description From 0. */
                column: number;
                /**
                 * @description Of dates and figures; found from the cells when it is not said.
                 * @example %d.%m.%Y
                 */
                format?: string | null;
                /** @description Its name in the file. */
                header?: string | null;
                /**
                 * @description What it holds: date, amount, debit, credit, balance, description …
                 * @example date
                 */
                role: string;
            }[];
            /** @description Done beside the mapping: invert_sign, swap_day_month, skip_first_rows, currency, account_id. */
            data_transformations?: unknown;
            /**
             * @description Of the files it is for.
             * @default csv
             */
            file_type: string;
            /** @description Of the files it is used for by itself; made from the import it is saved from. */
            fingerprint?: string | null;
            /**
             * @description The one offered for its type.
             * @default false
             */
            is_default: boolean;
            /** @description Its name. */
            name: string;
        };
        IngestInput: {
            /** @description The account of rows that name none. */
            account_id?: string | null;
            /** @description The sender's own name for the batch; the same again answers with that batch. */
            external_id?: string | null;
            /** @description The rows. */
            transactions: {
                /** @description The account, unless the batch names one. */
                account_id?: string | null;
                /**
                 * @description Negative is money leaving.
                 * @example -45.50
                 */
                amount: string | number;
                /** @description Who paid or was paid. */
                counterparty?: string | null;
                /** @description Their account number. */
                counterparty_account?: string | null;
                /** @description The account's, if given. */
                currency?: string | null;
                /**
                 * Format: date
                 * @description Booking date.
                 */
                date: string;
                /** @description Its words. */
                description: string;
                /** @description The sender's own name for the row; sending it again stores nothing. */
                external_id?: string | null;
                /** @description A shop's name. */
                merchant?: string | null;
                /** @description Anything else. */
                metadata?: unknown;
                /** @description Free text. */
                notes?: string | null;
                /** @description The payment's reference. */
                reference?: string | null;
                /**
                 * @description Booked or not yet.
                 * @default posted
                 * @enum {string}
                 */
                status: "pending" | "posted";
                /**
                 * Format: date
                 * @description Value date.
                 */
                value_date?: string | null;
            }[];
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
        MappingBodyInput: {
            /** @description All columns that are to be used. */
            columns: {
                /** @description From 0. */
                column: number;
                /**
                 * @description Of dates and figures; found from the cells when it is not said.
                 * @example %d.%m.%Y
                 */
                format?: string | null;
                /** @description Its name in the file. */
                header?: string | null;
                /**
                 * @description What it holds: date, amount, debit, credit, balance, description …
                 * @example date
                 */
                role: string;
            }[];
            /** @description The name of the template it is kept as; one of that name is improved. Without it the template that knows such files is improved, or one is made. */
            save_as_template?: string | null;
            /** @description The sheet of the workbook to read. */
            sheet?: string | null;
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
        NetWorth: {
            /** @description Each account. */
            accounts: {
                /** @description The account. */
                account_id: string | null;
                /** @description Of its amounts. */
                currency: string | null;
                /** @description Its balances. */
                items: {
                    /** @description What was there at its end. */
                    amount: string;
                    /** @description Of the amount. */
                    currency: string | null;
                    /**
                     * Format: date
                     * @description The day.
                     */
                    date: string | null;
                }[];
                /** @description Its name. */
                name: string;
            }[];
            /** @description Of the items. */
            currency: string | null;
            /** @description All accounts of that currency together. */
            items: {
                /** @description What was there at its end. */
                amount: string;
                /** @description Of the amount. */
                currency: string | null;
                /**
                 * Format: date
                 * @description The day.
                 */
                date: string | null;
            }[];
            /** @description What accounts in other currencies hold at the end; nothing is converted. */
            other_currencies: {
                /** @description What was there at its end. */
                amount: string;
                /** @description Of the amount. */
                currency: string | null;
                /**
                 * Format: date
                 * @description The day.
                 */
                date: string | null;
            }[];
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
        Overview: {
            /** @description The active accounts. */
            accounts: {
                /** @description What it is. */
                account_type: string;
                /** @description What is on it. */
                balance: string;
                /** @description Of the balance. */
                currency: string | null;
                /** @description The account. */
                id: string | null;
                /** @description Its name. */
                name: string;
            }[];
            /** @description The workspace's home currency. */
            currency: string | null;
            /** @description The whole month before. */
            last_month: {
                /** @description Of these amounts. */
                currency: string | null;
                /** @description What was spent; negative. */
                expenses: string;
                /** @description What came in. */
                income: string;
                /** @description Both together. */
                net: string;
            };
            /** @description What waits for a decision. */
            needs_attention: {
                /** @description How many. */
                count: number;
                /** @description uncategorized, import. */
                kind: string;
                /** @description Where in the page. */
                link: string;
                /** @description What should be looked at. */
                title: string;
            }[];
            /** @description Of the accounts in the home currency. */
            net_worth: string;
            /** @description The running month so far. */
            this_month: {
                /** @description Of these amounts. */
                currency: string | null;
                /** @description What was spent; negative. */
                expenses: string;
                /** @description What came in. */
                income: string;
                /** @description Both together. */
                net: string;
            };
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
        ReferenceCurrencies: {
            /** @description By code. */
            items: {
                /**
                 * @description The three letters of ISO 4217.
                 * @example EUR
                 */
                code: string;
                /** @description Digits after the point that its amounts have. */
                digits: number;
                /** @description In English. */
                name: string;
                /** @description The number of ISO 4217; 0 where there is none. */
                numeric: number;
                /** @description The month it ended, as 2002-03; null in use. */
                withdrawn: string | null;
            }[];
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
        RowEditChanges: {
            /** @description Negative is money leaving. */
            amount?: string | number;
            /** @description Who paid or was paid. */
            counterparty?: string | null;
            /**
             * Format: date
             * @description The booking date.
             */
            date?: string;
            /** @description The bank's words. */
            description?: string;
            /** @description Whether it is not to be booked. */
            is_skipped?: boolean;
            /** @description The payment's reference. */
            reference?: string | null;
        };
        SearchAnswer: {
            /** @description Newest first. */
            items: {
                /** @description Its account. */
                account_id: string | null;
                /** @description Negative is money leaving. */
                amount: string;
                /** @description Its category. */
                category_id: string | null;
                /** @description Who paid or was paid. */
                counterparty: string | null;
                /** @description Of the amount. */
                currency: string | null;
                /**
                 * Format: date
                 * @description The booking date.
                 */
                date: string | null;
                /** @description The bank's words. */
                description: string;
                /** @description Where the words stand. */
                highlights: {
                    /** @description description, merchant, counterparty, reference or notes. */
                    field: string;
                    /** @description How many characters. */
                    length: number;
                    /** @description The first character that matched, from 0. */
                    start: number;
                }[];
                /** @description The transaction. */
                id: string | null;
                /** @description A shop's name. */
                merchant: string | null;
                /** @description Free text. */
                notes: string | null;
                /** @description The payment's reference. */
                reference: string | null;
            }[];
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
        Spending: {
            /** @description Of the amounts. */
            currency: string | null;
            /**
             * Format: date
             * @description The last day.
             */
            end_date: string | null;
            /** @description The most spent first. */
            items: {
                /** @description What was spent, less what came back; negative is spending. */
                amount: string;
                /** @description The category; null is what has none. */
                category_id: string | null;
                /** @description Its code, of system categories. */
                code: string | null;
                /** @description Its color. */
                color: string | null;
                /** @description How many transactions. */
                count: number;
                /** @description Of the amount. */
                currency: string | null;
                /** @description Its emoji. */
                emoji: string | null;
                /** @description Its name. */
                name: string;
                /** @description Its group. */
                parent_id: string | null;
                /** @description Of the total, 0 to 1. */
                share: number;
            }[];
            /** @description What there is in other currencies; nothing is converted. */
            other_currencies: {
                /** @description Of these amounts. */
                currency: string | null;
                /** @description What was spent; negative. */
                expenses: string;
                /** @description What came in. */
                income: string;
                /** @description Both together. */
                net: string;
            }[];
            /**
             * Format: date
             * @description The first day.
             */
            start_date: string | null;
            /** @description All spending. */
            total: string;
        };
        StageLog: {
            /**
             * Format: date-time
             * @description When it ended.
             */
            readonly at: string;
            /**
             * Format: date-time
             * @description When it was written.
             */
            readonly created_at: string;
            /** @description In words. */
            readonly details: string | null;
            /** @description How long it took. */
            readonly execution_time_ms: number;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The import. */
            readonly import_id: string;
            /**
             * @description What was done.
             * @enum {string}
             */
            readonly stage: "decrypt" | "extract" | "parse" | "deduplicate" | "create" | "complete";
            /** @description completed or failed. */
            readonly status: string;
        };
        StatementFile: {
            /** @description The account. */
            readonly account_id: string | null;
            /**
             * Format: date-time
             * @description When the file came.
             */
            readonly created_at: string;
            /** @description The file that has the same rows. */
            readonly duplicate_of_id: string | null;
            /** @description How much of it that one has, 0 to 1. */
            readonly duplicate_score: number | null;
            /**
             * @description What was decided about it.
             * @enum {string|null}
             */
            readonly duplicate_state: "none" | "open" | "merged" | "kept_both" | "deleted_old" | null;
            /** @description Bytes. */
            readonly file_size: number;
            /** @description Detected from its content. */
            readonly file_type: string | null;
            /** @description As its sender calls it. */
            readonly filename: string;
            /** @description The import. */
            readonly id: string;
            /** @description The bank, if the file says. */
            readonly institution: string | null;
            /** @description Whether its bytes are stored. */
            readonly is_file_kept: boolean;
            /** @description Whether it needed a password. */
            readonly is_password_protected: boolean;
            /** @description The days it covers. */
            readonly period: {
                /**
                 * Format: date
                 * @description The first day.
                 */
                from: string | null;
                /**
                 * Format: date
                 * @description The last day.
                 */
                to: string | null;
            };
            /**
             * @description Where its import stands.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "needs_review" | "completed" | "failed" | "discarded" | "undone";
            /** @description Its rows. */
            readonly total_rows: number;
            /**
             * Format: date-time
             * @description When its import last moved on.
             */
            readonly updated_at: string;
        };
        StatementMergeInput: {
            /**
             * @description merge: rows that match become one and new ones are added; keep_both: everything is booked beside; delete_old: the new statement takes the old one's place, with what people decided about its rows.
             * @example merge
             * @enum {string}
             */
            action: "merge" | "keep_both" | "delete_old";
        };
        StatementPassword: {
            /** @description The account whose statements it opens. */
            readonly account_id: string | null;
            /**
             * Format: date-time
             * @description When it was saved.
             */
            readonly created_at: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description What it is called. */
            readonly label: string;
            /**
             * Format: date-time
             * @description When it last opened one.
             */
            readonly last_used_at: string | null;
            /** @description Files it has opened. */
            readonly times_used: number;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            readonly updated_at: string;
        };
        StatementPasswordAddInput: {
            /** @description The account whose statements it opens; it is tried first there. */
            account_id?: string | null;
            /**
             * @description What it is called; one of each in a workspace.
             * @example Visa statements
             */
            label: string;
            /** @description The password itself; it is never returned. */
            value: string;
        };
        StatementUnmerged: {
            /** @description The import; it is read again and waits for another decision. */
            import: {
                /** @description The account; none as long as it is not known. */
                readonly account_id: string | null;
                /** @description Which AI, if one did. */
                readonly ai_provider: string | null;
                /** @description Whether it can be read in another way. */
                readonly ambiguous: boolean;
                /** @description How often reading was begun. */
                readonly attempts: number;
                /** @description After its last row. */
                readonly closing_balance: string | null;
                /**
                 * Format: date-time
                 * @description When it came to its end.
                 */
                readonly completed_at: string | null;
                /**
                 * Format: date-time
                 * @description When the file came.
                 */
                readonly created_at: string;
                /** @description Of its amounts. */
                readonly currency: string | null;
                /** @description What stands between columns. */
                readonly delimiter: string | null;
                /** @description An earlier statement of the account that has most of these rows already. */
                readonly duplicate_of_id: string | null;
                /** @description Rows that were there already. */
                readonly duplicate_rows: number;
                /** @description How much of it duplicate_of_id has already, 0 to 1. */
                readonly duplicate_score: number | null;
                /**
                 * @description What was decided about a statement that is there already.
                 * @enum {string|null}
                 */
                readonly duplicate_state: "none" | "open" | "merged" | "kept_both" | "deleted_old" | null;
                /** @description Its character set. */
                readonly encoding: string | null;
                /** @description Why it failed, as a code. */
                readonly error_code: string | null;
                /** @description Why it failed. */
                readonly error_details: string | null;
                /** @description Rows that could not be booked. */
                readonly failed_imports: number;
                /** @description Bytes. */
                readonly file_size: number;
                /** @description Detected from its content. */
                readonly file_type: string | null;
                /** @description As its sender calls it. */
                readonly filename: string;
                /** @description Given by the server. */
                readonly id: string;
                /** @description The bank, if the file says. */
                readonly institution: string | null;
                /** @description Whether the file is still stored. */
                readonly is_file_kept: boolean;
                /** @description Whether it needed a password. */
                readonly is_password_protected: boolean;
                /** @description Rows that look like stored ones. */
                readonly near_rows: number;
                /** @description How sure the reading of pages that are pictures is, 0 to 1; null: none are. */
                readonly ocr_confidence: number | null;
                /** @description Before its first row. */
                readonly opening_balance: string | null;
                /** @description Pages of a PDF. */
                readonly pages: number | null;
                /**
                 * @description Who read it.
                 * @enum {string}
                 */
                readonly parser_type: "system" | "ai";
                /** @description The saved password that opened it. */
                readonly password_id: string | null;
                /** @description The days it covers. */
                readonly period: {
                    /**
                     * Format: date
                     * @description The first day.
                     */
                    from: string | null;
                    /**
                     * Format: date
                     * @description The last day.
                     */
                    to: string | null;
                };
                /** @description Rows worked through. */
                readonly processed_rows: number;
                /** @description How far it is, in percent. */
                readonly progress: number;
                /** @description Whether the file's balances prove its rows; null when it has none. */
                readonly reconciled: boolean | null;
                /** @description The sheet of the workbook that was read. */
                readonly sheet: string | null;
                /**
                 * @description What is being done.
                 * @enum {string|null}
                 */
                readonly stage: "decrypt" | "extract" | "parse" | "deduplicate" | "create" | "complete" | null;
                /**
                 * Format: date-time
                 * @description When reading began.
                 */
                readonly started_at: string | null;
                /**
                 * @description Where it stands.
                 * @enum {string}
                 */
                readonly status: "pending" | "processing" | "needs_review" | "completed" | "failed" | "discarded" | "undone";
                /** @description Rows added to the ledger. */
                readonly successful_imports: number;
                /** @description The template that was used. */
                readonly template_id: string | null;
                /** @description Rows of the file. */
                readonly total_rows: number;
                /** @description How sure that is, 0 to 1. */
                readonly type_confidence: number | null;
                /**
                 * Format: date-time
                 * @description When it last moved on.
                 */
                readonly updated_at: string;
            };
            /** @description Which, and why: the first hundred. */
            not_restored: {
                /** @description Fields that somebody has changed since. */
                fields: string[];
                /** @description The same in words. */
                message: string;
                /** @description The transaction. */
                transaction_id: string | null;
            }[];
            /** @description Those that could not wholly be put back. */
            not_restored_count: number;
            /** @description Transactions that are as they were before. */
            restored: number;
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
        Taken: {
            /** @description Rows stored. */
            accepted: number;
            /** @description To ask how it goes. */
            batch_id: string | null;
            /** @description Rows that were there already. */
            duplicates: number;
            /**
             * @description pending, or later for a batch sent again.
             * @enum {string|null}
             */
            status: "pending" | "processing" | "completed" | "failed" | null;
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
        TransactionPairInput: {
            /** @description The other side, in another account and of the other sign. */
            transaction_id: string;
        };
        Transfer: {
            /** @description Whether a person paired them. */
            readonly by_hand: boolean;
            /**
             * Format: date-time
             * @description When it was found.
             */
            readonly created_at: string;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The row that it came in by. */
            readonly in_id: string;
            /** @description The row that money left by. */
            readonly out_id: string;
            /** @description Why, in words. */
            readonly reason: string | null;
            /** @description How sure it is, 0 to 1. */
            readonly score: number;
            /**
             * @description paired; suggested: likely, to be decided; refused: a person said no.
             * @enum {string}
             */
            readonly state: "paired" | "suggested" | "refused";
            /**
             * Format: date-time
             * @description When it was last decided about.
             */
            readonly updated_at: string;
        };
        Trends: {
            /** @description Of the whole months; negative. */
            average_expenses: string;
            /** @description Of the whole months. */
            average_income: string;
            /** @description Of the amounts. */
            currency: string | null;
            /** @description Oldest first. */
            items: {
                /** @description What was spent; negative. */
                expenses: string;
                /** @description What came in. */
                income: string;
                /**
                 * @description The month.
                 * @example 2026-01
                 */
                month: string;
                /** @description Both together. */
                net: string;
                /** @description Not what happened but what is to be expected. */
                projected: boolean;
            }[];
            /** @description What there is in other currencies; nothing is converted. */
            other_currencies: {
                /** @description Of these amounts. */
                currency: string | null;
                /** @description What was spent; negative. */
                expenses: string;
                /** @description What came in. */
                income: string;
                /** @description Both together. */
                net: string;
            }[];
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
        Validation: {
            /**
             * Format: date-time
             * @description When it was found.
             */
            readonly created_at: string;
            /** @description Which field. */
            readonly field_name: string | null;
            /** @description Given by the server. */
            readonly id: string;
            /** @description The import. */
            readonly import_id: string;
            /** @description Whether somebody has dealt with it. */
            is_resolved: boolean;
            /** @description What was found. */
            readonly message: string;
            /** @description The line; 0: the file as a whole. */
            readonly row_number: number;
            /** @description What to do. */
            readonly suggested_fix: string | null;
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /**
             * @description How bad it is.
             * @enum {string}
             */
            readonly validation_type: "INFO" | "WARNING" | "ERROR";
        };
        ValidationChanges: {
            /** @description Whether somebody has dealt with it. */
            is_resolved?: boolean;
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
    account_balances: {
        parameters: {
            query?: {
                /** @description The first day; a year before the last. */
                from?: string;
                /** @description The last day; today. */
                to?: string;
            };
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
                    "application/json": components["schemas"]["AccountBalances"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
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
    net_worth: {
        parameters: {
            query?: {
                /** @description The first day; a year before the last. */
                from?: string;
                /** @description The last day; today. */
                to?: string;
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
                    "application/json": components["schemas"]["NetWorth"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_attachments: {
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
                /** @description Read, unreadable, … */
                receipt_status?: string;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description Proposed for this transaction. */
                suggested_transaction_id?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
                /** @description Of this transaction; null: of none yet. */
                transaction_id?: string;
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
                        items: components["schemas"]["Attachment"][];
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
    attachment_create: {
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
                "multipart/form-data": Record<string, never>;
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    attachment_content: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                attachment_id: string;
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
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_attachments_id: {
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
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_attachments_id: {
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
    patch_attachments_id: {
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
                "application/json": components["schemas"]["AttachmentChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
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
    attachment_read: {
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
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    audit_list: {
        parameters: {
            query?: {
                /** @description Only this operation. */
                action?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description From this instant on. */
                from?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Only things of this kind. */
                resource?: string;
                /** @description Only this thing. */
                resource_id?: string;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description Up to this instant. */
                to?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
                /** @description Only what this user did. */
                user_id?: string;
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
                        items: components["schemas"]["AuditEntry"][];
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
    get_import_templates: {
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
                        items: components["schemas"]["ImportTemplate"][];
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
    post_import_templates: {
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
                "application/json": components["schemas"]["ImportTemplateInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportTemplate"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_import_templates_id: {
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
                    "application/json": components["schemas"]["ImportTemplate"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_import_templates_id: {
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
                "application/json": components["schemas"]["ImportTemplateInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportTemplate"];
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
    delete_import_templates_id: {
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
    patch_import_templates_id: {
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
                "application/json": components["schemas"]["ImportTemplateChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportTemplate"];
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
    get_imports: {
        parameters: {
            query?: {
                /** @description Only into these accounts. */
                account_id?: string;
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
                /** @description Only those that stand there. */
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
                        items: components["schemas"]["Import"][];
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
    import_create: {
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
                "multipart/form-data": Record<string, never>;
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportList"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_imports_id: {
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
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    import_confirm: {
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
                "application/json": components["schemas"]["ImportConfirmInput"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
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
    import_discard: {
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
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    import_duplicate_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within 24 hours gets the first answer again. */
                "Idempotency-Key"?: string;
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                duplicate_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DuplicateResolveInput"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
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
    import_mapping: {
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
                "application/json": components["schemas"]["MappingBodyInput"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
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
    import_preview: {
        parameters: {
            query?: {
                /** @description Rows behind this position. */
                after?: number;
                /** @description Rows to show. */
                limit?: number;
                /** @description Only rows that a person should look at. */
                needs_review?: boolean;
            };
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
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    import_progress: {
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
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    import_retry: {
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
                "application/json": components["schemas"]["ImportRetryInput"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
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
    import_row_change: {
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
                row_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RowEditChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Duplicate"];
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
    import_undo: {
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
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    import_validation_change: {
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
                validation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidationChanges"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Validation"];
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
    import_duplicates: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only of this import. */
                import_id?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Only exact or only near matches. */
                row_state?: string;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description Only those decided so. */
                state?: string;
                /** @description false: leaves out the count of all rows. */
                total?: boolean;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                import_id: string;
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
                        items: components["schemas"]["Duplicate"][];
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
    import_log: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only of this import. */
                import_id?: string;
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
            path: {
                import_id: string;
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
                        items: components["schemas"]["StageLog"][];
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
    import_validations: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only of this import. */
                import_id?: string;
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
                /** @description Only of this level. */
                validation_type?: string;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                import_id: string;
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
                        items: components["schemas"]["Validation"][];
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
    get_integrations_batches: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description The batch of that name. */
                external_id?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description Only batches that stand there. */
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
                        items: components["schemas"]["Batch"][];
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
    get_integrations_batches_id: {
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
                    "application/json": components["schemas"]["Batch"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    batch_take: {
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
                "application/json": components["schemas"]["IngestInput"] | components["schemas"]["IngestInput"][];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Taken"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
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
    reference_currencies: {
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
                    "application/json": components["schemas"]["ReferenceCurrencies"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    account_summary: {
        parameters: {
            query?: {
                /** @description The last day. */
                end_date?: string;
                /** @description The first day. */
                start_date?: string;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                account_id: string;
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
                    "application/json": components["schemas"]["AccountSummary"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    overview: {
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
                    "application/json": components["schemas"]["Overview"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_statements_files: {
        parameters: {
            query?: {
                /** @description Only of these accounts. */
                account_id?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only of these types. */
                file_type?: string;
                /** @description Only those whose bytes are stored. */
                is_file_kept?: string;
                /** @description Rows of a page; 50 without it. */
                limit?: number;
                /** @description Page by number, for small lists. */
                page?: number;
                /** @description Rows of a numbered page. */
                per_page?: number;
                /** @description Fields in their order, with - before one for the other way round. */
                sort?: string;
                /** @description Only those whose import stands there. */
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
                        items: components["schemas"]["StatementFile"][];
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
    statement_file_drop: {
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
    statement_merge: {
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
                "application/json": components["schemas"]["StatementMergeInput"];
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
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
    statement_unmerge: {
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
                    "application/json": components["schemas"]["StatementUnmerged"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    statement_comparison: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Rows to show. */
                limit?: number;
            };
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                import_id: string;
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
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    statement_file_content: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace; without it the user's default. */
                "X-Workspace-Id"?: string;
            };
            path: {
                import_id: string;
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
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_statements_passwords: {
        parameters: {
            query?: {
                /** @description Only those of this account. */
                account_id?: string;
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
                        items: components["schemas"]["StatementPassword"][];
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
    post_statements_passwords: {
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
                "application/json": components["schemas"]["StatementPasswordAddInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementPassword"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_statements_passwords_id: {
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
                    "application/json": components["schemas"]["StatementPassword"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_statements_passwords_id: {
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
    statement_upload: {
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
                "multipart/form-data": Record<string, never>;
            };
        };
        responses: {
            /** @description The answer */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportList"];
                };
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
                /** @description Only in these currencies. */
                currency?: string;
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
    transaction_add: {
        parameters: {
            query?: {
                /** @description reject answers 409 with the suggestion instead of storing an uncertain category; without it the user's preference holds. */
                on_low_confidence?: "suggest" | "reject";
            };
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
                "application/json": components["schemas"]["TransactionInput"];
            };
        };
        responses: {
            /** @description The answer */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transaction"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
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
    transaction_pair: {
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
                "application/json": components["schemas"]["TransactionPairInput"];
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
    transaction_unpair: {
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
    monthly_trends: {
        parameters: {
            query?: {
                /** @description Adds three months to come. */
                include_projections?: boolean;
                /** @description How many months, the running one included. */
                months_back?: number;
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
                    "application/json": components["schemas"]["Trends"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    spending_by_category: {
        parameters: {
            query?: {
                /** @description Only this account. */
                account_id?: string;
                /** @description Only rows in this currency. */
                currency?: string;
                /** @description The last day. */
                end_date?: string;
                /** @description The first day. */
                start_date?: string;
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
                    "application/json": components["schemas"]["Spending"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
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
    transactions_export: {
        parameters: {
            query?: {
                /** @description Only this account. */
                account_id?: string;
                /** @description The last day. */
                end_date?: string;
                /** @description csv, json, hledger or beancount. */
                format?: string;
                /** @description The first day. */
                start_date?: string;
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
                    "*/*": unknown;
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transaction_import_csv: {
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
                "multipart/form-data": Record<string, never>;
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CsvImported"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transaction_search: {
        parameters: {
            query: {
                /** @description How many at most. */
                limit?: number;
                /** @description Words; all of them must occur, in any case, with or without accents. */
                q: string;
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
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_transfers: {
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
                /** @description Only those that stand so. */
                state?: string;
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
                        items: components["schemas"]["Transfer"][];
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
    get_transfers_id: {
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
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transfer_accept: {
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
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    transfer_refuse: {
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
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
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
