insert into audit_entry (at, actor_id, actor_name, action, subject, subject_id, detail, remote_address, request_id)
values (:now, :actor_id, :actor_name, :action, :subject, :subject_id, :detail, :remote_address, :request_id)
