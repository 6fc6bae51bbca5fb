insert into lecture_progress (enrollment_id, lecture_id, percent, position_seconds, updated_at)
values (:enrollment_id, :lecture_id, :percent, :position_seconds, :now)
on conflict (enrollment_id, lecture_id) do update
set percent = greatest(lecture_progress.percent, excluded.percent), position_seconds = excluded.position_seconds,
    updated_at = excluded.updated_at
