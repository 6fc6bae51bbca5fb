-- Before anything was asked of the payer.
update payment set amount_minor = :amount_minor, tax_minor = :tax_minor where id = :id and settled_at is null
