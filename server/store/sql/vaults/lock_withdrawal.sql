select w.id, w.vault_id, w.requested_by, w.amount_minor, w.currency, w.state, w.gateway_id, w.transfer_id, w.account_id, w.sent_booked, w.recalled, w.sending_at, w.decision_key, v.kind as vault_kind, v.owner_id
from withdrawal w join vault v on v.id = w.vault_id where w.id = :id for update of w
