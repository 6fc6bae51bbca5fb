select id from vault where kind = 'platform' for update
