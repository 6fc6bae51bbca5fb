-- A bank that takes a payment back gives it back to the student as a refund does.
comment on column fiscal_document.refund_id is 'the refund or the dispute that it is about; null: the receipt of the sale itself';
