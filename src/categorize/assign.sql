-- name: assign_categories
SELECT id, code, confidence_threshold, category_type FROM category
WHERE workspace_id = $1 AND is_active;

-- name: assign_patterns
SELECT p.pattern, p.category_id, k.category_type FROM category_pattern p
JOIN category k ON k.workspace_id = $1 AND k.id = p.category_id
WHERE p.workspace_id = $1 AND k.is_active;

-- name: assign_country
-- any tenant: the workspace is the caller's own, and its id is its key
SELECT country FROM workspace WHERE id = $1;

-- name: assign_preference
-- any tenant: the caller's own preferences, whose id is the user's
SELECT low_confidence FROM preferences WHERE id = $1;
