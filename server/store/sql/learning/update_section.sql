update section set title = :title where id = :id
