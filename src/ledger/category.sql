-- name: category_id_by_code
SELECT id FROM category WHERE workspace_id = $1 AND code = $2;

-- name: category_codes
SELECT id, code FROM category WHERE workspace_id = $1 AND code IS NOT NULL;

-- name: category_children
SELECT CAST(count(*) AS BIGINT) AS n FROM category WHERE workspace_id = $1 AND parent_id = $2;

-- name: category_move_rows
UPDATE transactions SET category_id = $3, updated_at = $4 WHERE workspace_id = $1 AND category_id = $2;

-- name: category_move_parts
UPDATE transaction_part SET category_id = $3 WHERE workspace_id = $1 AND category_id = $2;

-- name: category_move_patterns
UPDATE category_pattern SET category_id = $3, updated_at = $4
WHERE workspace_id = $1 AND category_id = $2;

-- name: category_move_children
UPDATE category SET parent_id = $3, updated_at = $4 WHERE workspace_id = $1 AND parent_id = $2;

-- name: pattern_of_text
SELECT p.id, k.name FROM category_pattern p JOIN category k ON k.workspace_id = $1 AND k.id = p.category_id
WHERE p.workspace_id = $1 AND p.folded = $2;

-- name: category_all
SELECT id, workspace_id, created_at, updated_at, code, name, parent_id, description, emoji, color,
       icon, category_type, is_system, is_active, sort_order, keywords, confidence_threshold
FROM category WHERE workspace_id = $1 ORDER BY sort_order, id;

-- name: patterns_of_category
SELECT id, workspace_id, created_at, updated_at, category_id, pattern, folded
FROM category_pattern WHERE workspace_id = $1 AND category_id = $2 ORDER BY pattern;
