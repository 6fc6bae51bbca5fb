#include "http/listener/message.h"
