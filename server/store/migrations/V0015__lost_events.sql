-- Until when the gateway's list of events was looked through to its end: after days without the server, the look begins there.
create table event_look (
    id            boolean     primary key default true check (id),
    covered_until timestamptz not null
);
grant select, insert, update on event_look to lectern_app;
