insert into notification (id, user_id, kind, title, text, subject_id, at) values (:id, :user_id, :kind, :title, :text, :subject_id, :now)
