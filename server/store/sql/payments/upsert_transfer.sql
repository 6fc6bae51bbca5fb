-- News come in any order: what has arrived does not go away again.
insert into payment_transfer (payment_id, reference, holder, account, bank_code, bank_name, page_url, missing_minor, currency, updated_at)
values (:payment_id, :reference, :holder, :account, :bank_code, :bank_name, :page_url, :missing_minor, :currency, :now)
on conflict (payment_id) do update set missing_minor = least(payment_transfer.missing_minor, excluded.missing_minor), updated_at = excluded.updated_at
