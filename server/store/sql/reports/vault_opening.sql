select coalesce(e.balance_after_minor, 0)::bigint as balance, coalesce(e.owed_after_minor, 0)::bigint as owed
from (values (1)) as one left join lateral (select balance_after_minor, owed_after_minor from vault_entry
    where vault_id = :vault_id and currency = :currency and at < :from order by at desc, seq desc limit 1) e on true
