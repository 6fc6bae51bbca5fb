-- A subscription is over, but a period of it stayed paid (a refund failed, a dispute was won): open until then.
alter table subscription
    add column open_until timestamptz,
    add column version    int not null default 0; -- counts news and looks: a look that others overtook writes nothing
create index subscription_open_until on subscription (open_until) where open_until is not null;

-- What an event that was put off waits for, by the gateway's id: it is taken up when that is known.
alter table gateway_event_queue add column awaits text;
create index gateway_event_queue_awaits on gateway_event_queue (awaits) where awaits is not null;
alter table gateway_event_problem add column awaits text;
create index gateway_event_problem_awaits on gateway_event_problem (awaits) where awaits is not null and requeued_at is null;
