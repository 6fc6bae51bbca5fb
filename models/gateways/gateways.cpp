#include "gateways/gateways.h"
