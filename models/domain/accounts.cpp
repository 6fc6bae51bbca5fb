#include "domain/accounts.h"
#include "domain/enumtext.h"
#include "domain/fields/accounts.h"

namespace lectern {

LECTERN_ENUM(Role, {Role::Student, "student"}, {Role::Teacher, "teacher"}, {Role::Admin, "admin"}, {Role::Auditor, "auditor"})
LECTERN_ENUM(UserState, {UserState::Active, "active"}, {UserState::Blocked, "blocked"})

LECTERN_JSON(User, userFromJson)
LECTERN_JSON(Session, sessionFromJson)
LECTERN_JSON(RegisterForm, registerFormFromJson)
LECTERN_JSON(LoginForm, loginFormFromJson)
LECTERN_JSON(ServerInfo, serverInfoFromJson)
LECTERN_JSON(PasswordChange, passwordChangeFromJson)
LECTERN_JSON(PasswordReset, passwordResetFromJson)

} // namespace lectern
