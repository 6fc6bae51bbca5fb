select id, vault_id, vault_kind, owner_name, amount_minor, currency, state, note, reason, gateway_id, transfer_id, reference, decided_by, approved_by,
       coalesce((select string_agg(a.admin_id::text, chr(30) order by a.at) from withdrawal_approval a where a.withdrawal_id = w.id), '') as approved_by_ids, requested_at, decided_at, finished_at
from withdrawal_shown w
where (:vault_id::uuid is null or w.vault_id = :vault_id::uuid)
  and (:state::text is null or w.state = :state::text)
  and (:kind::text is null or w.vault_kind = :kind::text)
  and (:currency = '' or w.currency = :currency)
  and (:from::timestamptz is null or 
       (select coalesce(sum(case j.kind when 'withdrawal_paid' then 1 else -1 end), 0) from journal j
        where j.source_type = 'withdrawal' and j.source_id = w.id::text and j.posted_at >= :from::timestamptz and j.posted_at < :until::timestamptz
          and (j.kind = 'withdrawal_paid'
               or (j.kind = 'withdrawal_returned' and exists (select 1 from journal s where s.source_type = 'withdrawal' and s.source_id = w.id::text and s.kind = 'withdrawal_paid')))) <> 0)
  and (:cursor::uuid is null or (w.state <> 'requested')::int > :cursor_rank::int
       or ((w.state <> 'requested')::int = :cursor_rank::int and w.id < :cursor::uuid))
order by (w.state <> 'requested')::int, w.id desc limit :limit
