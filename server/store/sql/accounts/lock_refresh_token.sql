select t.family, t.user_id, t.expires_at, t.used_at, t.revoked_at, u.name, u.email, u.role, u.state, u.country, u.created_at
from refresh_token t join app_user u on u.id = t.user_id
where t.token_hash = :token_hash
for update of t
