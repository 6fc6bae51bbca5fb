-- A whole ledger takes the time it takes, and is joined whole: on tables that were just filled the planner would loop.
select set_config('statement_timeout', '0', true) as timeout, set_config('enable_nestloop', 'off', true) as loops
