-- Money of a session stays pending until it was held and nobody claims anything of it.
update vault_hold set available_at = greatest(available_at, :until::timestamptz) where payment_id = :payment_id
