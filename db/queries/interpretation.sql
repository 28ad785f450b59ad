-- Interpretations: published answers on articles; withdrawn ones stay.

-- name: interpretation_add   mode: write   scope: system (an effect of the leader's approval)
INSERT INTO interpretation (matter_id, article, question, answer, published_at)
VALUES (:matter, :article, :question, :answer, :now);

-- name: interpretation_same   mode: read   scope: system (what is published is open to every participant)
SELECT id, question, published_at, withdrawn_at IS NOT NULL FROM interpretation WHERE article = :article
 ORDER BY published_at DESC, id DESC LIMIT 10;

-- name: interpretation_list   mode: read   scope: system (what is published is open to every participant)
SELECT published_at AS sort_key, id, article, question AS question_text, answer AS answer_text, published_at AS shown_at,
       withdrawn_at,       withdrawn_at IS NOT NULL AS withdrawn_yes, withdrawn_at IS NULL AS live_yes
  FROM interpretation
 WHERE (:article = 0 OR article = :article) AND (:words = '' OR instr(question, :words) > 0 OR instr(answer, :words) > 0)
   AND (published_at, id) < (:after_sort, :after_id)
 ORDER BY published_at DESC, id DESC LIMIT :limit;

-- name: interpretation_one   mode: read   scope: org
-- Open to every participant; the matter it came from only to those who take part in it.
SELECT i.article, i.question AS question_text, i.answer AS answer_text, i.published_at AS shown_at, i.withdrawn_at,
       i.withdrawn_at IS NOT NULL AS withdrawn_yes, i.withdrawn_reason, p.matter_id, p.matter_id IS NOT NULL AS matter_yes
  FROM interpretation i LEFT JOIN matter_party p ON p.matter_id = i.matter_id AND p.organisation_id = :org WHERE i.id = :id;

-- name: interpretation_live   mode: read   scope: system (what is published is open to every participant)
SELECT count(*) FROM interpretation WHERE id = :id AND withdrawn_at IS NULL;

-- name: interpretation_known   mode: read   scope: system (what is published is open to every participant)
SELECT count(*) FROM interpretation WHERE id = :id;

-- name: interpretation_withdraw   mode: write   scope: system (the center's leader alone reaches it)
UPDATE interpretation SET withdrawn_at = :now, withdrawn_reason = :reason WHERE id = :id AND withdrawn_at IS NULL;
