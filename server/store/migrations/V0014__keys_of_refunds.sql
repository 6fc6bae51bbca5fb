-- A key of a request is the request's own, not its sender's for all payments.
drop index refund_request;
create unique index refund_request on refund (requested_by, payment_id, request_key) where request_key <> '';
