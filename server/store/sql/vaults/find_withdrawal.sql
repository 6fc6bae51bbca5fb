select w.id, w.vault_id, v.kind as vault_kind, coalesce(u.name, '') as owner_name, w.amount_minor, w.currency, w.state, w.note, w.reason,
       coalesce(w.gateway_id, '') as gateway_id, coalesce(d.name, '') as decided_by, w.requested_at, w.decided_at, w.finished_at
from withdrawal w join vault v on v.id = w.vault_id left join app_user u on u.id = v.owner_id left join app_user d on d.id = w.decided_by
where w.id = :id
