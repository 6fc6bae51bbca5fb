-- What came too much, or too late, is sent back; nothing is booked for it.
insert into desk_item (id, kind, state, subject_id, amount_minor, currency, reference, created_at)
values (:id, 'refund', 'waiting', :subject_id, :amount_minor, :currency, :reference, :now)
